import Synchronization

/// The memory of answers that were sent, for the next ones.
///
/// Keeps as many stretches as scrapes may be in flight. One that is more than twice as long as answers have been lately is
/// freed: after a huge answer the process does not stay huge.
final class BufferPool: Sendable {
    /// Bytes of the smallest stretch.
    static let smallest = 64 * 1_024

    private struct State {
        var free: [BufferMemory] = []
        /// What an answer needs: as much as the largest of late, forgotten by an eighth with each answer.
        var usual = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: stretches to keep at most.
    init(limit: Int) {
        self.limit = limit
        state.withLock { $0.free.reserveCapacity(limit) }
    }

    deinit {
        state.withLock { state in
            for memory in state.free { memory.deallocate() }
        }
    }

    /// Memory for an answer that is as long as they usually are.
    func take() -> BufferMemory {
        let (kept, usual) = state.withLock { ($0.free.popLast(), $0.usual) }
        return kept ?? .allocate(max(Self.smallest, usual + usual / 4))
    }

    /// Takes memory back, of which `used` bytes were used.
    func give(_ memory: BufferMemory, used: Int) {
        let isKept = state.withLock { state in
            state.usual = max(used, state.usual - state.usual / 8)
            guard state.free.count < limit, memory.capacity <= max(Self.smallest, 2 * state.usual) else { return false }
            state.free.append(memory)
            return true
        }
        if !isKept { memory.deallocate() }
    }

    /// Bytes that wait for use.
    var idleBytes: Int {
        state.withLock { $0.free.reduce(0) { $0 + $1.capacity } }
    }
}
