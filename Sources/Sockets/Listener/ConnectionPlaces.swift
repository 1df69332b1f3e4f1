import NIOCore
import Synchronization

/// How many TCP connections there may be: on the node and from one address, whatever becomes of them. Any thread.
///
/// The limits on sockets tell a client why it is turned away, which costs a handshake. These cost nothing and say nothing:
/// they keep the descriptors and the memory from those who never get as far as a socket.
public final class ConnectionPlaces: Sendable {
    /// Which limit was reached.
    enum Excess: String, Error {
        case node = "node_limit"
        case address = "address_limit"
    }

    private struct Counts {
        var all = 0
        var byPeer: [PeerKey: Int] = [:]
    }

    private let counts = Mutex(Counts())
    private let perNode: Int
    private let perAddress: Int
    private let isExempt: @Sendable (SocketAddress) -> Bool

    /// - Parameters:
    ///   - perNode: connections; 0 is no limit.
    ///   - perAddress: connections; 0 is no limit.
    ///   - isExempt: whether many clients share an address, which has no limit of its own then.
    public init(perNode: Int = 0, perAddress: Int = 0, isExempt: @escaping @Sendable (SocketAddress) -> Bool = { _ in false }) {
        self.perNode = perNode
        self.perAddress = perAddress
        self.isExempt = isExempt
    }

    /// Connections that have a place.
    public var count: Int { counts.withLock(\.all) }

    /// Takes a place for a connection, to be given back with ``release(_:)``.
    func take(_ peer: SocketAddress?) throws(Excess) {
        let key = key(peer)
        let excess: Excess? = counts.withLock { counts in
            if perNode > 0, counts.all >= perNode { return .node }
            if let key {
                let count = counts.byPeer[key, default: 0]
                if count >= perAddress { return .address }
                counts.byPeer[key] = count + 1
            }
            counts.all += 1
            return nil
        }
        if let excess { throw excess }
    }

    /// Gives back what ``take(_:)`` took for the same peer.
    func release(_ peer: SocketAddress?) {
        let key = key(peer)
        counts.withLock { counts in
            counts.all -= 1
            guard let key, let count = counts.byPeer[key] else { return }
            counts.byPeer[key] = count > 1 ? count - 1 : nil
        }
    }

    private func key(_ peer: SocketAddress?) -> PeerKey? {
        guard perAddress > 0, let peer, !isExempt(peer) else { return nil }
        return PeerKey(peer)
    }
}
