import Essentials
import Synchronization

/// The time of the transaction whose outcomes are being told: asked once for all of them, since a clock costs more than all else
/// that is noted of a message. Used on the store's thread; any other may read it, too.
final class BatchTime: Sendable {
    private let clock: any ServerClock
    /// Monotonic nanoseconds; 0 between transactions.
    private let time = Atomic<Int64>(0)

    init(_ clock: any ServerClock) {
        self.clock = clock
    }

    /// When the first outcome was told.
    func now() -> Int64 {
        let known = time.load(ordering: .relaxed)
        guard known == 0 else { return known }
        let now = clock.monotonicNanoseconds()
        time.store(now, ordering: .relaxed)
        return now
    }

    /// All outcomes were told.
    func end() {
        time.store(0, ordering: .relaxed)
    }
}
