/// When each message of an open loop is due: the pace does not wait for the server, and latency counts from the moment a
/// message was due, so a server that stalls cannot hide it (Tene, "How NOT to Measure Latency": coordinated omission).
struct OpenLoopSchedule {
    private let start: Int64
    private let interval: Double
    private var taken = 0

    /// - Parameters:
    ///   - start: monotonic nanoseconds of the first message.
    ///   - rate: messages a second, over all rooms.
    init(start: Int64, rate: Double) {
        self.start = start
        interval = 1_000_000_000 / rate
    }

    /// When the next message is due. Reckoned from the start each time, so that rounding does not add up.
    var nextDue: Int64 { start + Int64((Double(taken) * interval).rounded()) }

    /// The next message, if it is due.
    mutating func take(at now: Int64) -> (number: Int, due: Int64)? {
        let due = nextDue
        guard due <= now else { return nil }
        defer { taken += 1 }
        return (taken, due)
    }
}
