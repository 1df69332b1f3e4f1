import Glibc

/// The clocks of the machine: `CLOCK_REALTIME` and `CLOCK_MONOTONIC` (clock_gettime(2)).
public struct SystemClock: ServerClock {
    /// Makes the clock; it has no state.
    public init() {}

    public func unixMilliseconds() -> Int64 {
        let now = Self.read(CLOCK_REALTIME)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
    }

    public func monotonicNanoseconds() -> Int64 {
        let now = Self.read(CLOCK_MONOTONIC)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var now = timespec()
        clock_gettime(clock, &now)
        return now
    }
}
