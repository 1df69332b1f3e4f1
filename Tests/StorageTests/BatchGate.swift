import Agents
import Chat
import ChatTestSupport
import Dispatch
import Storage
import Synchronization
import Wire

/// Holds a store between two transactions, so that a test knows what goes into the next.
final class BatchGate: Sendable {
    private struct State {
        var mustHold = false
        var ends = 0
        var held: CheckedContinuation<Void, Never>?
    }

    private let store: SQLiteStore
    private let state = Mutex(State())
    private let release = DispatchSemaphore(value: 0)

    init(_ store: SQLiteStore) {
        self.store = store
        store.onBatchEnd { [weak self] in self?.batchEnded() }
    }

    /// Transactions that ended.
    var ends: Int { state.withLock { $0.ends } }

    /// Runs `body` while the store is held after a transaction.
    func hold(_ body: () async throws -> Void) async rethrows {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.mustHold = true
                state.held = continuation
            }
            // Any write will do; this one changes nothing.
            let user = UserRef(id: "", name: "")
            store.enqueue(
                StoreWrite(.addParticipant(conversationID: "", user: user, isOperator: nil, atMilliseconds: 0)) { _ in })
        }
        try await body()
        release.signal()
    }

    /// Enqueues writes while the store is held, so that one transaction holds them all, and waits for it.
    func performInOneTransaction(_ operations: [StoreOperation]) async -> [Result<StoreOutcome, StoreError>] {
        let results = Collected<Result<StoreOutcome, StoreError>>()
        await withCheckedContinuation { continuation in
            Task {
                await hold {
                    for operation in operations {
                        store.enqueue(
                            StoreWrite(operation) { result in
                                if results.append(result) == operations.count { continuation.resume() }
                            })
                    }
                }
            }
        }
        return results.all
    }

    /// Enqueues writes of both kinds while the store is held, so that one transaction holds them all, and waits for it.
    func performInOneTransaction(
        _ messages: [StoreOperation], _ executions: [ExecutionOperation]
    ) async -> (messages: [Result<StoreOutcome, StoreError>], executions: [Result<ExecutionOutcome, ExecutionStoreError>]) {
        let results = Collected<Result<StoreOutcome, StoreError>>()
        let others = Collected<Result<ExecutionOutcome, ExecutionStoreError>>()
        let left = Mutex(messages.count + executions.count)
        await withCheckedContinuation { continuation in
            let done: @Sendable () -> Void = {
                let isLast = left.withLock { count in
                    count -= 1
                    return count == 0
                }
                if isLast { continuation.resume() }
            }
            Task {
                await hold {
                    for index in 0..<max(messages.count, executions.count) {
                        if index < executions.count {
                            store.enqueue(
                                ExecutionWrite(executions[index]) {
                                    others.append($0)
                                    done()
                                })
                        }
                        if index < messages.count {
                            store.enqueue(
                                StoreWrite(messages[index]) {
                                    results.append($0)
                                    done()
                                })
                        }
                    }
                }
            }
        }
        return (results.all, others.all)
    }

    private func batchEnded() {
        let held = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.ends += 1
            guard state.mustHold else { return nil }
            state.mustHold = false
            defer { state.held = nil }
            return state.held
        }
        guard let held else { return }
        held.resume()
        release.wait()
    }
}
