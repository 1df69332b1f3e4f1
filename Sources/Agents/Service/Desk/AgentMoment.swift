import Essentials

/// One moment on both clocks.
struct AgentMoment: Sendable, Equatable {
    /// Unix time, milliseconds.
    var unixMilliseconds: Int64
    /// Monotonic nanoseconds.
    var nanoseconds: Int64

    init(_ clock: any ServerClock) {
        unixMilliseconds = clock.unixMilliseconds()
        nanoseconds = clock.monotonicNanoseconds()
    }
}
