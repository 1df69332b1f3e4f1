import Synchronization

/// Messages a second of the rooms where something is said, measured over windows of at least a second.
///
/// Only rooms with a message in the window cost anything.
final class ActivityMeter: Sendable {
    private struct Measured {
        var room: Room
        var messagesPerSecond: Double
    }

    private struct State {
        var active: [Room] = []
        var windowStart: Int64
        var measured: [Measured] = []
    }

    private static let windowNanoseconds: Int64 = 1_000_000_000
    private let state: Mutex<State>

    init(now: Int64) {
        state = Mutex(State(windowStart: now))
    }

    /// The first message of this room in the window.
    func noteActive(_ room: Room) {
        state.withLock { $0.active.append(room) }
    }

    /// Ends the window if it has lasted long enough.
    func advance(to now: Int64) {
        state.withLock { state in
            let elapsed = now - state.windowStart
            guard elapsed >= Self.windowNanoseconds else { return }
            state.windowStart = now
            state.measured = state.active.map { room in
                let messages = room.withState { $0.takeMessageCount() }
                return Measured(room: room, messagesPerSecond: Double(messages) * 1e9 / Double(elapsed))
            }
            state.active.removeAll(keepingCapacity: true)
        }
    }

    /// The busiest rooms of the last window, the busiest first.
    func busiest(_ limit: Int) -> [(room: Room, messagesPerSecond: Double)] {
        let measured = state.withLock { $0.measured }
        return measured.sorted { $0.messagesPerSecond > $1.messagesPerSecond }.prefix(limit).map { ($0.room, $0.messagesPerSecond) }
    }
}
