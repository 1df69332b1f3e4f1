import Synchronization

/// The rooms of this process where an answer is being given, and how many answers are still to be settled: begun or refused, and
/// neither stored nor given up yet.
///
/// Locks are taken in this order: a room, then the desk.
final class AnswerDesk: Sendable {
    private struct Place {
        var room: Room
        /// Two while an answer begins in a room that the one before has not quite left.
        var count: Int
    }

    private struct State {
        var places: [String: Place] = [:]
        var unsettled = 0
        var isOpen = true
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: how many rooms may be answered in at once.
    init(limit: Int) {
        self.limit = limit
    }

    /// Whether answers are given at all.
    var isOpen: Bool { state.withLock { $0.isOpen } }

    /// Takes a place for a room, unless all are taken; ``leave(_:)`` is owed for it.
    func take(_ room: Room) -> Bool {
        state.withLock { state in
            guard state.isOpen, state.places[room.id] != nil || state.places.count < limit else { return false }
            state.places[room.id, default: Place(room: room, count: 0)].count += 1
            return true
        }
    }

    /// No answer is given in the room any more.
    func leave(_ room: Room) {
        state.withLock { state in
            state.places[room.id]?.count -= 1
            if state.places[room.id]?.count == 0 { state.places[room.id] = nil }
        }
    }

    /// No further answer is given.
    ///
    /// - Returns: the rooms where one is.
    func shut() -> [Room] {
        state.withLock { state in
            state.isOpen = false
            return state.places.values.map(\.room)
        }
    }

    /// Answers were begun or are refused; ``settled()`` is owed for each.
    func owe(_ count: Int = 1) {
        state.withLock { $0.unsettled += count }
    }

    /// An answer's end was stored, or given up.
    func settled() {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.unsettled -= 1
            guard state.unsettled == 0 else { return [] }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters {
            waiter.resume()
        }
    }

    /// Returns when nothing is left to be settled.
    func idle() async {
        await withCheckedContinuation { waiter in
            let isIdle = state.withLock { state in
                if state.unsettled > 0 { state.waiters.append(waiter) }
                return state.unsettled == 0
            }
            if isIdle { waiter.resume() }
        }
    }
}
