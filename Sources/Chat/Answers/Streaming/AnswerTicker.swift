import Essentials
import Synchronization

/// The one tick that all answers share: runs only while something waits for it.
///
/// Who begins to hold something back puts its room on the list and arms the ticker afterwards. A tick disarms first and takes the
/// list then: what comes to the list after that finds the ticker disarmed and arms it again. So nothing is forgotten.
final class AnswerTicker: Sendable {
    /// The interval.
    let nanoseconds: Int64
    private let timer: any DelayTimer
    private let isArmed = Atomic<Bool>(false)

    init(timer: any DelayTimer, milliseconds: Int) {
        self.timer = timer
        nanoseconds = Int64(clamping: max(1, min(milliseconds, 60_000))) * 1_000_000
    }

    /// Something waits: `tick` is called within the interval.
    func arm(_ tick: @escaping @Sendable () -> Void) {
        guard !isArmed.load(ordering: .acquiring), !isArmed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        timer.after(nanoseconds: nanoseconds) { [self] in
            _ = isArmed.exchange(false, ordering: .acquiringAndReleasing)
            tick()
        }
    }
}
