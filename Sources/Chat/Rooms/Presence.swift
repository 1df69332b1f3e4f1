import Essentials
import Wire

/// Who is in a room on this node, with the grace that bridges a reconnect.
///
/// A value without a clock: whoever calls says what time it is, in monotonic nanoseconds.
struct Presence {
    /// Where a user stands.
    private enum Standing: Equatable {
        /// Has this many sockets in the room. Exits: ``leaving(until:)`` when the last socket goes.
        case here(sockets: Int)
        /// Counts as online until then. Exits: ``here(sockets:)`` on a new socket; removed when the time has come.
        case leaving(until: Int64)
    }

    private struct User {
        var reference: UserRef
        var standing: Standing
    }

    /// One pending end of a grace. It is void when the user's standing is no longer this one.
    private struct Departure {
        var userID: ExactText
        var deadline: Int64
    }

    private var users: [ExactText: User] = [:]
    /// In the order of their deadlines, since every grace is equally long.
    private var departures: [Departure] = []

    /// Sockets in the room.
    private(set) var sockets = 0

    /// Users who count as online: with a socket, or in their grace.
    var online: Int { users.count }

    /// Whether a grace is running.
    var hasDepartures: Bool { !departures.isEmpty }

    /// Whether this user counts as online.
    func isOnline(_ userID: String) -> Bool {
        users[ExactText(userID)] != nil
    }

    /// A socket of `user` entered.
    ///
    /// - Returns: whether the user came online by it.
    mutating func arrive(_ user: UserRef) -> Bool {
        sockets += 1
        let key = ExactText(user.id)
        guard case .here(let count) = users[key]?.standing else {
            return users.updateValue(User(reference: user, standing: .here(sockets: 1)), forKey: key) == nil
        }
        users[key] = User(reference: user, standing: .here(sockets: count + 1))
        return false
    }

    /// A socket of the user left.
    ///
    /// - Returns: whether it was the user's last; the user goes offline at `deadline` unless another comes.
    mutating func depart(_ userID: String, deadline: Int64) -> Bool {
        let key = ExactText(userID)
        guard case .here(let count) = users[key]?.standing else { return false }
        sockets -= 1
        guard count == 1 else {
            users[key]?.standing = .here(sockets: count - 1)
            return false
        }
        users[key]?.standing = .leaving(until: deadline)
        departures.append(Departure(userID: key, deadline: deadline))
        return true
    }

    /// Ends the graces that are over at `now`.
    ///
    /// - Returns: who went offline.
    mutating func expire(at now: Int64) -> [UserRef] {
        let due = departures.prefix { $0.deadline <= now }
        guard !due.isEmpty else { return [] }
        departures.removeFirst(due.count)
        return due.compactMap { departure in
            guard users[departure.userID]?.standing == .leaving(until: departure.deadline) else { return nil }
            return users.removeValue(forKey: departure.userID)?.reference
        }
    }
}
