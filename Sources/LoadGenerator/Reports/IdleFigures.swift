/// What happened while the connections were held.
public struct IdleFigures: Sendable, Equatable {
    public var seconds: Double
    /// Connections that the server ended meanwhile.
    public var closed: Int
    public var pings: UInt64
    /// Server CPU time by time, 1 is a whole core.
    public var serverUtilisation: Double

    public init(seconds: Double, closed: Int, pings: UInt64, serverUtilisation: Double) {
        self.seconds = seconds
        self.closed = closed
        self.pings = pings
        self.serverUtilisation = serverUtilisation
    }
}
