import Synchronization

/// How many sockets there may be: on the node, from an address, of a user in a room. Any thread.
public final class ConnectionLimits: Sendable {
    /// Which limit was reached.
    enum Excess: String, Error {
        case node = "node_limit"
        case address = "address_limit"
        case user = "user_limit"
    }

    private struct Counts {
        var all = 0
        var byAddress: [String: Int] = [:]
        var byUser: [String: Int] = [:]
    }

    private let counts = Mutex(Counts())
    /// The node's limit; 0 is none.
    public let perNode: Int
    private let perAddress: Int
    private let perUser: Int

    /// Each limit in sockets; 0 is none.
    public init(perNode: Int, perAddress: Int, perUser: Int) {
        self.perNode = perNode
        self.perAddress = perAddress
        self.perUser = perUser
    }

    /// Takes a place for a socket, to be given back with ``release(address:)``.
    func acquire(address: String) throws(Excess) {
        let excess: Excess? = counts.withLock { counts in
            if perNode > 0, counts.all >= perNode { return .node }
            if perAddress > 0 {
                if counts.byAddress[address, default: 0] >= perAddress { return .address }
                counts.byAddress[address, default: 0] += 1
            }
            counts.all += 1
            return nil
        }
        if let excess { throw excess }
    }

    /// Gives back what ``acquire(address:)`` took.
    func release(address: String) {
        counts.withLock { counts in
            counts.all -= 1
            if perAddress > 0 { Self.decrement(&counts.byAddress, address) }
        }
    }

    /// Takes a place for a user's socket in a room, to be given back with ``release(user:in:)``.
    func acquire(user: String, in room: String) throws(Excess) {
        guard perUser > 0 else { return }
        let isTaken = counts.withLock { counts in
            guard counts.byUser[room + "/" + user, default: 0] < perUser else { return false }
            counts.byUser[room + "/" + user, default: 0] += 1
            return true
        }
        guard isTaken else { throw .user }
    }

    /// Gives back what ``acquire(user:in:)`` took.
    func release(user: String, in room: String) {
        guard perUser > 0 else { return }
        counts.withLock { Self.decrement(&$0.byUser, room + "/" + user) }
    }

    private static func decrement(_ counts: inout [String: Int], _ key: String) {
        let left = (counts[key] ?? 0) - 1
        counts[key] = left > 0 ? left : nil
    }
}
