extension ChatService {
    /// The rooms for the live feed: the busiest of the last second, then those with the most sockets.
    ///
    /// Cheap while at least `limit` rooms are busy; else it looks at every room in memory, well below a microsecond each.
    public func topRooms(limit: Int) -> [(id: String, sockets: Int, messagesPerSecond: Double)] {
        let busy = activity.busiest(limit)
        let quiet = largestRooms(limit - busy.count, besides: Set(busy.map(\.room.id)))
        return busy.map { ($0.room.id, $0.room.sockets, $0.messagesPerSecond) } + quiet.map { ($0.room.id, $0.sockets, 0) }
    }

    /// The rooms in which a message or an answer took longest in the last minute, the slowest first: some of the ten slowest of each
    /// second.
    public func slowestRooms(limit: Int) -> [SlowRoom] {
        activity.slowest(limit)
    }

    /// The rooms with the most sockets. Keeps the few best while walking all, instead of sorting all.
    private func largestRooms(_ limit: Int, besides excluded: Set<String>) -> [(room: Room, sockets: Int)] {
        guard limit > 0 else { return [] }
        var largest: [(room: Room, sockets: Int)] = []
        for room in rooms.all() {
            let sockets = room.sockets
            guard sockets > (largest.count == limit ? largest[limit - 1].sockets : 0), !excluded.contains(room.id) else { continue }
            let place = largest.firstIndex { $0.sockets < sockets } ?? largest.count
            largest.insert((room, sockets), at: place)
            if largest.count > limit { largest.removeLast() }
        }
        return largest
    }
}
