/// The time as the rooms of the domain see it; injected, so that tests move it themselves.
///
/// Both methods may be called from any thread and must be cheap: the hot path reads them.
public protocol ServerClock: Sendable {
    /// Unix time, milliseconds.
    func unixMilliseconds() -> Int64

    /// Time that never goes back, nanoseconds from an arbitrary start.
    func monotonicNanoseconds() -> Int64
}
