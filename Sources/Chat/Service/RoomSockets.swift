/// The sockets of rooms, as far as `Chat` has to reach them besides publishing to their group.
public protocol RoomSockets: Sendable {
    /// Closes this user's sockets in a group with 4403 on every node. Returns at once; any thread.
    func expel(userID: String, from group: String)
}
