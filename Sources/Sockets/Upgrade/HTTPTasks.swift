import Synchronization

/// The HTTP connections that are being served, so that a stop can wait for them. Any thread.
///
/// Hummingbird starts a task for every connection that is accepted. Most of ours become sockets, which need none, and
/// waking a task to tell it so costs two switches of threads; so tasks are started here, for what turns out to be HTTP.
public final class HTTPTasks: Sendable {
    private struct State {
        var running = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    public init() {}

    /// Serves one connection in a task of its own.
    func start(_ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.running += 1 }
        Task {
            await body()
            finished()
        }
    }

    /// Returns when no connection is being served.
    public func idle() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.running > 0 { state.waiting.append(continuation) }
                return state.running == 0
            }
            if isIdle { continuation.resume() }
        }
    }

    private func finished() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.running -= 1
            guard state.running == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
