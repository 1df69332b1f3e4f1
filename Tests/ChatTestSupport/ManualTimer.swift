import Essentials
import Synchronization

/// A timer that fires when a test lets time pass.
public final class ManualTimer: DelayTimer {
    private struct Entry {
        var due: Int64
        var body: @Sendable () -> Void
    }

    private struct State {
        var now: Int64 = 0
        var entries: [Entry] = []
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    public init() {}

    /// How many callbacks are to come.
    public var pending: Int { state.withLock { $0.entries.count } }

    public func after(nanoseconds: Int64, _ body: @escaping @Sendable () -> Void) {
        let waiters = state.withLock { state in
            state.entries.append(Entry(due: state.now + nanoseconds, body: body))
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns once a callback is to come.
    public func armed() async {
        await withCheckedContinuation { waiter in
            let isArmed = state.withLock { state in
                if state.entries.isEmpty { state.waiters.append(waiter) }
                return !state.entries.isEmpty
            }
            if isArmed { waiter.resume() }
        }
    }

    /// Lets time pass, up to each callback that is due in turn.
    public func advance(milliseconds: Int64) {
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
