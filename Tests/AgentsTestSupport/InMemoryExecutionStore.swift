import Agents
import Dispatch
import Essentials
import Synchronization

/// A store of executions without a disk: commits in groups on a thread of its own, or when a test says so.
public final class InMemoryExecutionStore: ExecutionStore {
    /// When writes are committed.
    public enum Mode: Sendable {
        /// By a thread of the store, as soon as it can.
        case automatic
        /// By ``InMemoryExecutionStore/commit()``, on the caller's thread.
        case manual
    }

    struct State {
        var executions: [ExactText: StoredExecution] = [:]
        /// What an owner's key made.
        var keys: [OwnerKey: ExactText] = [:]
        var lastPlace = 0
        var pending: [ExecutionWrite] = []
        var isDraining = false
        var failure: ExecutionStoreError?
        var reads = 0
        var writes = 0
        var batchEnds: [@Sendable () -> Void] = []
    }

    let state = Mutex(State())
    private let mode: Mode
    private let queueLimit: Int
    private let thread = DispatchQueue(label: "execution store")

    /// Makes an empty store.
    ///
    /// - Parameters:
    ///   - mode: when writes are committed; automatic by default.
    ///   - queueLimit: how many writes may wait; more are refused as overloaded.
    public init(mode: Mode = .automatic, queueLimit: Int = .max) {
        self.mode = mode
        self.queueLimit = queueLimit
    }

    /// How many reads were made.
    public var reads: Int { state.withLock { $0.reads } }

    /// How many writes were committed.
    public var writes: Int { state.withLock { $0.writes } }

    /// How many writes wait for the next transaction.
    public var waitingWrites: Int { state.withLock { $0.pending.count } }

    /// Lets everything fail, until called with nil.
    public func fail(with error: ExecutionStoreError?) {
        state.withLock { $0.failure = error }
    }

    public func onBatchEnd(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.batchEnds.append(body) }
    }

    public func enqueue(_ write: ExecutionWrite) {
        let (isAccepted, mustDrain) = state.withLock { state in
            guard state.pending.count < queueLimit else { return (false, false) }
            state.pending.append(write)
            let mustDrain = mode == .automatic && !state.isDraining
            state.isDraining = state.isDraining || mustDrain
            return (true, mustDrain)
        }
        if !isAccepted { write.completion(.failure(.overloaded)) }
        if mustDrain { thread.async { self.drain() } }
    }

    /// Commits what waits, as one transaction.
    ///
    /// - Returns: whether there was anything.
    @discardableResult
    public func commit() -> Bool {
        let (writes, results) = state.withLock { state in
            let writes = state.pending
            state.pending = []
            state.writes += state.failure == nil ? writes.count : 0
            return (writes, writes.map { Self.result(of: $0.operation, on: &state) })
        }
        guard !writes.isEmpty else { return false }
        for (write, result) in zip(writes, results) {
            write.completion(result)
        }
        for body in state.withLock({ $0.batchEnds }) { body() }
        return true
    }

    private func drain() {
        repeat {
            while commit() {}
        } while !state.withLock { state in
            state.isDraining = !state.pending.isEmpty
            return !state.isDraining
        }
    }
}
