/// How many rooms a run has, how many connections each, and how many of those also publish. Each publisher receives too.
public struct Topology: Sendable, Equatable {
    public let rooms: Int
    public let membersPerRoom: Int
    public let publishersPerRoom: Int

    public init(rooms: Int = 1, membersPerRoom: Int = 100, publishersPerRoom: Int = 1) {
        self.rooms = rooms
        self.membersPerRoom = membersPerRoom
        self.publishersPerRoom = publishersPerRoom
    }

    public var connectionCount: Int { rooms * membersPerRoom }
    public var publisherCount: Int { rooms * publishersPerRoom }

    public func place(of index: Int) -> ConnectionPlace {
        ConnectionPlace(index: index, room: index / membersPerRoom, member: index % membersPerRoom)
    }

    /// - Throws: ``LoadError`` when a count is not positive, a room has more publishers than members, or the run is larger
    ///   than a marker can name.
    func validate() throws(LoadError) {
        guard rooms > 0, membersPerRoom > 0, publishersPerRoom > 0 else {
            throw .badPlan("rooms, subscribers and publishers must be at least 1")
        }
        guard publishersPerRoom <= membersPerRoom else {
            throw .badPlan("a room of \(membersPerRoom) cannot have \(publishersPerRoom) publishers")
        }
        guard rooms <= 1_000_000, membersPerRoom <= 1_000_000, connectionCount <= 1_000_000 else {
            throw .badPlan("at most 1,000,000 connections")
        }
        guard publishersPerRoom * connectionCount <= 10_000_000 else {
            throw .badPlan("publishers times subscribers may be at most 10,000,000")
        }
    }
}
