/// The measurement of a fan-out run, its warm-up left out.
public struct FanOutFigures: Sendable, Equatable {
    /// From the first message to the last delivery.
    public var seconds: Double
    public var messages: UInt64
    public var deliveries: UInt64
    /// From sending (in an open loop: from when it was due) to each delivery.
    public var latency: LatencySummary?
    /// Bytes that subscribers read.
    public var bytes: UInt64
    /// `ack` frames that came.
    public var acknowledgements: UInt64
    /// The most an open loop was behind its schedule.
    public var worstLagMicroseconds: Double
    /// Whether the run ended because no delivery came any more.
    public var stalled: Bool
    /// This process's CPU time.
    public var clientSeconds: Double
    /// nil without a server process.
    public var server: ServerFigures?

    public var deliveriesPerSecond: Double { seconds > 0 ? Double(deliveries) / seconds : 0 }
    public var messagesPerSecond: Double { seconds > 0 ? Double(messages) / seconds : 0 }
    public var clientMicrosecondsPerDelivery: Double { microseconds(clientSeconds) }
    public var serverMicrosecondsPerDelivery: Double? { server.map { microseconds($0.seconds) } }
    /// 1 is a whole core; from 0.95 on this process is what limits the throughput.
    public var clientUtilisation: Double { seconds > 0 ? clientSeconds / seconds : 0 }

    private func microseconds(_ time: Double) -> Double { deliveries > 0 ? time * 1e6 / Double(deliveries) : 0 }
}
