import Synchronization

/// Something that one task waits for and several may give: the first counts. Any thread.
final class FirstAnswer<Value: Sendable>: Sendable {
    private enum State {
        /// Exits: waiting, given.
        case open
        /// Exits: given.
        case waiting(CheckedContinuation<Value, any Error>)
        /// No exits.
        case given(Result<Value, any Error>)
    }

    private let state = Mutex(State.open)

    /// Gives an answer; one that comes later has no effect.
    func give(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            switch state {
            case .open:
                state = .given(result)
                return nil
            case .waiting(let continuation):
                state = .given(result)
                return continuation
            case .given:
                return nil
            }
        }
        waiting?.resume(with: result)
    }

    /// Waits for the first answer. Call it once.
    func value() async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let given = state.withLock { state -> Result<Value, any Error>? in
                if case .given(let result) = state { return result }
                state = .waiting(continuation)
                return nil
            }
            if let given { continuation.resume(with: given) }
        }
    }
}
