import Chat
import Synchronization

/// A timer that fires when a test lets time pass.
final class ManualTimer: AnswerTimer {
    private struct Entry {
        var due: Int64
        var body: @Sendable () -> Void
    }

    private struct State {
        var now: Int64 = 0
        var entries: [Entry] = []
    }

    private let state = Mutex(State())

    /// How many callbacks are to come.
    var pending: Int { state.withLock { $0.entries.count } }

    func after(nanoseconds: Int64, _ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.entries.append(Entry(due: $0.now + nanoseconds, body: body)) }
    }

    /// Lets time pass, up to each callback that is due in turn.
    func advance(milliseconds: Int64) {
        let end = state.withLock { $0.now } + milliseconds * 1_000_000
        while let body = next(before: end) { body() }
        state.withLock { $0.now = end }
    }

    private func next(before end: Int64) -> (@Sendable () -> Void)? {
        state.withLock { state in
            let first = state.entries.indices.min { state.entries[$0].due < state.entries[$1].due }
            guard let first, state.entries[first].due <= end else { return nil }
            state.now = state.entries[first].due
            return state.entries.remove(at: first).body
        }
    }
}
