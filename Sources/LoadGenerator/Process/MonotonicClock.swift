import Glibc

/// Readings of the two clocks that a load run needs, in nanoseconds. Thread-safe.
enum MonotonicClock {
    /// Time since an arbitrary start; never goes back (`CLOCK_MONOTONIC`).
    static func now() -> Int64 { read(CLOCK_MONOTONIC) }

    /// Processor time that this process used so far, all threads, user and system (`CLOCK_PROCESS_CPUTIME_ID`).
    static func processorTime() -> Int64 { read(CLOCK_PROCESS_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
