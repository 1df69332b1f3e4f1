/// The outcome of a run. ``json`` and ``table`` write it down.
public struct Report: Sendable, Equatable {
    public var mode: LoadMode
    public var topology: Topology
    public var pace: Pace
    public var messageBytes: Int
    public var interrupted = false
    public var connects = ConnectFigures()
    public var fanOut: FanOutFigures?
    public var idle: IdleFigures?
    /// nil without a server process.
    public var memory: MemoryFigures?
    /// Of the whole run, warm-up included.
    public var deliveries = DeliveryCounts()
    /// `error` frames of the server.
    public var errorFrames: UInt64 = 0
    /// Connections that could not be made or did not last.
    public var failedConnections = 0
    /// Why, each reason with how often.
    public var failures: [Failure] = []

    /// One reason for failures, and how often it came up.
    public struct Failure: Sendable, Equatable {
        public var reason: String
        public var count: Int

        public init(reason: String, count: Int) {
            self.reason = reason
            self.count = count
        }
    }

    public init(mode: LoadMode, topology: Topology, pace: Pace, messageBytes: Int) {
        self.mode = mode
        self.topology = topology
        self.pace = pace
        self.messageBytes = messageBytes
    }

    init(mode: LoadMode, plan: LoadPlan) {
        self.init(mode: mode, topology: plan.topology, pace: plan.pace, messageBytes: plan.messageBytes)
    }

    /// Whether every connection lasted and every delivery came once and in order.
    public var passed: Bool { problems.isEmpty }

    /// What was not as it must be, one line each.
    public var problems: [String] {
        var lines: [String] = []
        for (what, count) in [
            ("connections failed", UInt64(failedConnections)), ("deliveries lost", deliveries.lost),
            ("deliveries doubled", deliveries.doubled), ("deliveries reordered", deliveries.reordered),
            ("deliveries misrouted", deliveries.misrouted), ("error frames", errorFrames),
        ] where count > 0 {
            lines.append("\(what): \(count)")
        }
        if fanOut?.stalled == true { lines.append("no delivery came any more") }
        if mode == .fanout, !interrupted, (fanOut?.deliveries ?? 0) == 0 { lines.append("nothing was delivered") }
        return lines
    }

    mutating func noteConnecting(from before: ServerReading, to after: ServerReading) {
        guard !after.processorTimes.isEmpty else { return }
        connects.serverSeconds = Double(before.processorTime(until: after)) / 1e9
    }

    mutating func noteMemory(from before: ServerReading, to after: ServerReading) {
        guard !after.processorTimes.isEmpty, connects.ready > 0 else { return }
        memory = MemoryFigures(beforeKiB: before.residentKiB, afterKiB: after.residentKiB, connections: connects.ready)
    }

    mutating func note(_ traffic: TrafficCounts, _ log: FailureLog, failed: Int) {
        errorFrames = traffic.errors
        failedConnections = failed
        failures = log.reasons.map { Failure(reason: $0.text, count: $0.count) }
    }
}
