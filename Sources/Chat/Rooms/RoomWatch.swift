import Synchronization

/// The rooms that the next sweep looks at: those where time alone changes something.
final class RoomWatch: Sendable {
    private let rooms = Mutex<[Room]>([])

    /// Puts a room on the list unless it is there. Called with the room's state locked.
    func noteIfNeeded(_ room: Room, _ state: inout RoomState) {
        guard state.needsSweep, !state.isWatched else { return }
        state.isWatched = true
        rooms.withLock { $0.append(room) }
    }

    /// Takes the whole list.
    func take() -> [Room] {
        rooms.withLock { rooms in
            defer { rooms = [] }
            return rooms
        }
    }

    /// Puts back those that still need a sweep; they are marked as watched already.
    func putBack(_ remaining: [Room]) {
        rooms.withLock { $0.append(contentsOf: remaining) }
    }
}
