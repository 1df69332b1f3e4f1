import Synchronization

/// Says when so many pieces come from the models that sending each by itself costs too much.
///
/// Counts over windows of a tenth of a second without a lock: the threads of all answers count here.
final class AnswerPressure: Sendable {
    private static let windowNanoseconds: Int64 = 100_000_000

    private let limit: Int64
    private let windowStart = Atomic<Int64>(0)
    private let pieces = Atomic<Int64>(0)
    private let isHigh: Atomic<Bool>

    /// - Parameter limit: pieces a second; 0 means that there is always pressure.
    init(limit: Int) {
        self.limit = Int64(clamping: max(0, limit))
        isHigh = Atomic(limit <= 0)
    }

    /// Counts a piece.
    ///
    /// - Returns: whether there is pressure.
    func note(at now: Int64) -> Bool {
        let start = windowStart.load(ordering: .relaxed)
        let elapsed = now - start
        if elapsed >= Self.windowNanoseconds,
            windowStart.compareExchange(expected: start, desired: now, ordering: .relaxed).exchanged
        {
            let count = pieces.exchange(0, ordering: .relaxed)
            isHigh.store(Double(count) * 1e9 >= Double(limit) * Double(elapsed), ordering: .relaxed)
        }
        pieces.add(1, ordering: .relaxed)
        return isHigh.load(ordering: .relaxed)
    }
}
