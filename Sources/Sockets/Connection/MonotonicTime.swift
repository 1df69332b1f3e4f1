import Glibc

/// The machine's monotonic clock.
public enum MonotonicTime {
    /// Nanoseconds since an arbitrary start; never goes back.
    @inline(__always)
    public static func nanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
