import Chat
import Synchronization

/// Stands in for the sockets: keeps who was expelled from where.
public final class RecordingSockets: RoomSockets {
    private let expulsions = Collected<String>()

    /// Makes the sockets.
    public init() {}

    /// `user` and `group` of each expulsion, as `user from group`, in order.
    public var expelled: [String] { expulsions.all }

    public func expel(userID: String, from group: String) {
        expulsions.append("\(userID) from \(group)")
    }
}
