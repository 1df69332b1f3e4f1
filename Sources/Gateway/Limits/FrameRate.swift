/// How many frames a connection may send.
public struct FrameRate: Sendable {
    /// Frames a second; 0 is no limit.
    public var perSecond: Int
    /// Frames at once.
    public var burst: Int
    /// Refusals in 10 s at which a connection is closed; 0 is never.
    public var maximumRefusals: Int

    public init(perSecond: Int, burst: Int, maximumRefusals: Int) {
        self.perSecond = perSecond
        self.burst = burst
        self.maximumRefusals = maximumRefusals
    }
}
