import Chat
import Dispatch
import Synchronization

/// A store without a disk: commits in groups on a thread of its own, or when a test says so.
public final class InMemoryMessageStore: MessageStore {
    /// When writes are committed.
    public enum Mode: Sendable {
        /// By a thread of the store, as soon as it can.
        case automatic
        /// By ``InMemoryMessageStore/commit()``, on the caller's thread.
        case manual
    }

    struct State {
        var conversations: [String: StoredConversation] = [:]
        var openAnswers: [OpenAnswer] = []
        var uploads: [String: UploadRecord] = [:]
        var lastPlace: Int64 = 0
        var pending: [StoreWrite] = []
        var isDraining = false
        var failure: StoreError?
        var reads = 0
        var writes = 0
        var batchEnd: (@Sendable () -> Void)?
    }

    let state = Mutex(State())
    private let mode: Mode
    private let queueLimit: Int
    private let thread = DispatchQueue(label: "store")

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

    /// Whether a write waits.
    public var hasPending: Bool { state.withLock { !$0.pending.isEmpty } }

    /// Lets everything fail, until called with nil.
    public func fail(with error: StoreError?) {
        state.withLock { $0.failure = error }
    }

    public func onBatchEnd(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.batchEnd = body }
    }

    public func enqueue(_ write: StoreWrite) {
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
        state.withLock { $0.batchEnd }?()
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
