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
        /// The slowest rooms of each of the last windows, the latest last.
        var slow: [[SlowRoom]] = []
    }

    private static let windowNanoseconds: Int64 = 1_000_000_000
    /// Windows of which the slowest rooms are remembered: about a minute.
    private static let slowWindows = 60
    /// How many rooms are remembered of each.
    private static let slowRooms = 10
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
            var slow: [SlowRoom] = []
            state.measured = state.active.map { room in
                let window = room.withState { $0.takeWindow() }
                Self.note(
                    SlowRoom(id: room.id, messageNanoseconds: window.slowestMessage, answerNanoseconds: window.slowestAnswer), in: &slow)
                return Measured(room: room, messagesPerSecond: Double(window.messages) * 1e9 / Double(elapsed))
            }
            if state.slow.count == Self.slowWindows { state.slow.removeFirst() }
            state.slow.append(slow)
            state.active.removeAll(keepingCapacity: true)
        }
    }

    /// The busiest rooms of the last window, the busiest first.
    func busiest(_ limit: Int) -> [(room: Room, messagesPerSecond: Double)] {
        let measured = state.withLock { $0.measured }
        return measured.sorted { $0.messagesPerSecond > $1.messagesPerSecond }.prefix(limit).map { ($0.room, $0.messagesPerSecond) }
    }

    /// The rooms in which something took longest in the last minute, the slowest first, each with its longest times.
    func slowest(_ limit: Int) -> [SlowRoom] {
        let slow = state.withLock { $0.slow }
        var rooms: [String: SlowRoom] = [:]
        for room in slow.joined() {
            var worst = rooms[room.id] ?? room
            worst.messageNanoseconds = max(worst.messageNanoseconds, room.messageNanoseconds)
            worst.answerNanoseconds = max(worst.answerNanoseconds, room.answerNanoseconds)
            rooms[room.id] = worst
        }
        return Array(rooms.values.sorted { ($1.longest, $0.id) < ($0.longest, $1.id) }.prefix(max(0, limit)))
    }

    /// Keeps the few slowest while walking all, instead of sorting all.
    private static func note(_ room: SlowRoom, in slow: inout [SlowRoom]) {
        guard room.longest > (slow.count == slowRooms ? slow[slowRooms - 1].longest : 0) else { return }
        let place = slow.firstIndex { $0.longest < room.longest } ?? slow.count
        slow.insert(room, at: place)
        if slow.count > slowRooms { slow.removeLast() }
    }
}
