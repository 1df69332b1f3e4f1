import Synchronization

/// Collects the results of writes that were enqueued together. Any thread.
final class PendingWrites: Sendable {
    private struct State {
        var results: [Result<StoreOutcome, ChatError>]
        var missing: Int
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(results: Array(repeating: .failure(ChatError(.closed)), count: count), missing: count))
    }

    /// Takes one result.
    ///
    /// - Returns: all of them when it was the last.
    func finish(_ index: Int, _ result: Result<StoreOutcome, StoreError>) -> [Result<StoreOutcome, ChatError>]? {
        state.withLock { state in
            state.results[index] = result.mapError { ChatError($0) }
            state.missing -= 1
            return state.missing == 0 ? state.results : nil
        }
    }
}
