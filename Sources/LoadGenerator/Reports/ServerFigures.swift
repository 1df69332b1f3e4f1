import Glibc

/// The server's CPU time in the measurement.
public struct ServerFigures: Sendable, Equatable {
    /// User and system, all threads and descendants.
    public var seconds: Double
    /// The two parts, in steps of 10 ms.
    public var userSeconds: Double
    public var systemSeconds: Double

    public init(seconds: Double, userSeconds: Double, systemSeconds: Double) {
        self.seconds = seconds
        self.userSeconds = userSeconds
        self.systemSeconds = systemSeconds
    }

    init(from before: ServerReading, to after: ServerReading) {
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        seconds = Double(before.processorTime(until: after)) / 1e9
        userSeconds = Double(Int64(after.userTicks) - Int64(before.userTicks)) / ticks
        systemSeconds = Double(Int64(after.systemTicks) - Int64(before.systemTicks)) / ticks
    }
}
