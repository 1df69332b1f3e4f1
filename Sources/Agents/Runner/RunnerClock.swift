import Essentials

/// The time as runs see it; tests put their own in.
public struct RunnerClock: Sendable {
    /// Monotonic nanoseconds.
    public var now: @Sendable () -> Int64
    /// Returns at that time of ``now``, or throws when its task is cancelled.
    public var sleep: @Sendable (_ until: Int64) async throws -> Void

    /// A clock of these parts.
    public init(now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (_ until: Int64) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clock.
    public static let system: RunnerClock = {
        let clock = SystemClock()
        return RunnerClock(
            now: { clock.monotonicNanoseconds() },
            sleep: { until in try await Task.sleep(for: .nanoseconds(max(0, until - clock.monotonicNanoseconds()))) })
    }()
}
