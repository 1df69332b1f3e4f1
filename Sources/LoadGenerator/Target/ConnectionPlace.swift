/// Which of the run's connections: counted over all rooms, and within its room.
public struct ConnectionPlace: Sendable, Equatable {
    public let index: Int
    public let room: Int
    public let member: Int

    public init(index: Int, room: Int, member: Int) {
        self.index = index
        self.room = room
        self.member = member
    }
}
