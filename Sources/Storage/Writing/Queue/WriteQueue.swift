import Agents
import Chat
import Synchronization

/// The writes that wait for the next transaction. Any thread may submit; one thread takes.
final class WriteQueue: Sendable {
    private struct State {
        var writes = WriteBatch()
        /// The text of the writes.
        var bytes = 0
        var probes: [Answer] = []
        var searches: [Answer] = []
        var isClosing = false
        /// Whether the thread waits for the bell.
        var isWaiting = false

        /// Whether the bell must be rung. It is rung once for each wait, since each ring is a system call.
        mutating func wake() -> Bool {
            defer { isWaiting = false }
            return isWaiting
        }
    }

    /// Called once, with whether it is as asked.
    typealias Answer = @Sendable (Bool) -> Void

    /// What one round of the store's thread has to do.
    struct Work {
        /// To be committed together.
        var writes: WriteBatch
        /// Who wants to know whether the store works.
        var probes: [Answer]
        /// Who wants everything that was stored to be searchable.
        var searches: [Answer]
        /// Whether nothing comes after this.
        var isLast: Bool
    }

    private let state = Mutex(State())
    private let bell = Doorbell()
    private let limit: Int
    private let byteLimit: Int

    /// - Parameters:
    ///   - limit: writes that may wait.
    ///   - byteLimit: bytes of their text; a write that waits alone may have more.
    init(limit: Int, byteLimit: Int) {
        self.limit = max(1, limit)
        self.byteLimit = max(0, byteLimit)
    }

    /// How many writes wait.
    var count: Int {
        state.withLock { $0.writes.count }
    }

    var isClosing: Bool {
        state.withLock { $0.isClosing }
    }

    /// Puts a write at the end; returns why not, if not.
    func submit(_ write: StoreWrite) -> StoreError? {
        submit(bytes: write.operation.textBytes) { $0.messages.append(write) }
    }

    /// Puts a write at the end; returns why not, if not.
    func submit(_ write: ExecutionWrite) -> StoreError? {
        submit(bytes: write.operation.textBytes) { $0.executions.append(write) }
    }

    @inline(__always)
    private func submit(bytes: Int, _ append: (inout WriteBatch) -> Void) -> StoreError? {
        let (refusal, isAwaited) = state.withLock { state -> (StoreError?, Bool) in
            guard !state.isClosing else { return (.closed, false) }
            guard hasRoom(for: bytes, in: state) else { return (.overloaded, false) }
            append(&state.writes)
            state.bytes += bytes
            return (nil, state.wake())
        }
        if isAwaited { bell.ring() }
        return refusal
    }

    private func hasRoom(for bytes: Int, in state: borrowing State) -> Bool {
        state.writes.isEmpty || (state.writes.count < limit && bytes <= byteLimit - state.bytes)
    }

    /// Asks the thread to try the store. The answer comes from that thread, or at once and false when the queue is closed.
    func probe(_ answer: @escaping Answer) {
        ask(answer, among: \.probes)
    }

    /// Asks the thread to make searchable what was stored. The answer comes from that thread, and says whether all of it is; or at
    /// once and false when the queue is closed.
    func catchUp(_ answer: @escaping Answer) {
        ask(answer, among: \.searches)
    }

    private func ask(_ answer: @escaping Answer, among list: any WritableKeyPath<State, [Answer]> & Sendable) {
        let (isAccepted, isAwaited) = state.withLock { state -> (Bool, Bool) in
            guard !state.isClosing else { return (false, false) }
            state[keyPath: list].append(answer)
            return (true, state.wake())
        }
        if isAwaited { bell.ring() }
        if !isAccepted { answer(false) }
    }

    /// Refuses whatever comes from now on.
    func close() {
        let isAwaited = state.withLock { state in
            state.isClosing = true
            return state.wake()
        }
        if isAwaited { bell.ring() }
    }

    /// Waits until there is something to do and takes all of it.
    ///
    /// - Parameters:
    ///   - spare: an empty batch that the queue fills next, for the sake of its memory.
    ///   - companions: how many writes may be expected to come together, as they did the last time.
    ///   - patience: nanoseconds after which it returns without anything to do; nil is never.
    func next(spare: WriteBatch, expecting companions: Int, patience: Int64? = nil) -> Work {
        while true {
            if let work = take(spare) { return work }
            if patience != 0 { bell.wait(atMost: patience) }
            gather(companions)
            if patience != nil { return take(spare) ?? leave(spare) }
        }
    }

    /// Waits a moment for the companions of the write that rang, while they keep coming.
    ///
    /// Clients that wait for each other answer a broadcast together. Without this the first of their writes has a
    /// transaction, a sync and a broadcast of its own and the others the next, for ever. A lone writer never waits: it has
    /// no companions to expect.
    private func gather(_ companions: Int) {
        var seen = 0
        while companions > 1 {
            let count = count
            guard count > seen, count < companions, !isClosing else { return }
            seen = count
            bell.nap(nanoseconds: Self.napNanoseconds)
        }
    }

    /// A tenth of a commit on a fast disk; the kernel adds its timer slack of 50 µs.
    private static let napNanoseconds = 20_000

    private func take(_ spare: WriteBatch) -> Work? {
        state.withLock { state in
            guard !state.writes.isEmpty || !state.probes.isEmpty || !state.searches.isEmpty || state.isClosing else {
                state.isWaiting = true
                return nil
            }
            state.isWaiting = false
            let work = Work(writes: state.writes, probes: state.probes, searches: state.searches, isLast: state.isClosing)
            state.writes = spare
            state.bytes = 0
            state.probes = []
            state.searches = []
            return work
        }
    }

    /// Waits no longer.
    private func leave(_ spare: WriteBatch) -> Work {
        state.withLock { $0.isWaiting = false }
        return Work(writes: spare, probes: [], searches: [], isLast: false)
    }
}
