/// Lets one log entry through in each interval, with how many it stands for. Not thread-safe: a value of its owner.
struct LogTurns {
    /// Nanoseconds.
    let interval: Int64
    private var lastAt: Int64?
    private var leftOut = 0

    /// - Parameter interval: nanoseconds.
    init(interval: Int64) {
        self.interval = interval
    }

    /// Asks for an entry at `now`, monotonic nanoseconds.
    ///
    /// - Returns: how many were left out since the last one; nil when this one is left out too.
    mutating func take(at now: Int64) -> Int? {
        if let lastAt, now - lastAt < interval {
            leftOut += 1
            return nil
        }
        defer {
            lastAt = now
            leftOut = 0
        }
        return leftOut
    }
}
