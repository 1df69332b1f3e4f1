/// How the connections came about.
public struct ConnectFigures: Sendable, Equatable {
    public var attempted: Int
    public var ready: Int
    public var failed: Int
    /// From the first connect to the last connection that was ready.
    public var seconds = 0.0
    /// This process's CPU time for all.
    public var clientSeconds = 0.0
    /// From connect(2) to ready, with as many at a time as the plan says.
    public var latency: LatencySummary?
    /// The server's CPU time for all; nil without a server process.
    public var serverSeconds: Double?

    public init(attempted: Int = 0, ready: Int = 0, failed: Int = 0) {
        self.attempted = attempted
        self.ready = ready
        self.failed = failed
    }

    public var perSecond: Double { seconds > 0 ? Double(ready) / seconds : 0 }
    public var serverMicrosecondsEach: Double? { ready > 0 ? serverSeconds.map { $0 * 1e6 / Double(ready) } : nil }
}
