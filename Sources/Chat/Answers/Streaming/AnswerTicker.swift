import Essentials
import Synchronization

/// The one tick that all answers share: runs only while something waits for it.
///
/// Who holds something back notes it under the room's lock and arms the ticker afterwards. A tick disarms first and looks at the
/// rooms then: what is noted after the look at its room finds the ticker disarmed and arms it again. So nothing is forgotten.
final class AnswerTicker: Sendable {
    private let timer: any DelayTimer
    private let nanoseconds: Int64
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
