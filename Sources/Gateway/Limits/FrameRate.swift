/// How many frames a connection may send, and all connections of a user together.
public struct FrameRate: Sendable {
    /// Frames of a connection a second; 0 is no limit.
    public var perSecond: Int
    /// Frames of a connection at once.
    public var burst: Int
    /// Refusals in 10 s at which a connection is closed; 0 is never.
    public var maximumRefusals: Int
    /// What the sockets of each user share; nil is no limit. Copies share it: sockets with the same value count together.
    let users: UserFrameRates?

    /// - Parameters:
    ///   - perSecond: frames of a connection a second; 0 is no limit.
    ///   - burst: frames of a connection at once, at least 1.
    ///   - maximumRefusals: refusals in 10 s at which a connection is closed; 0 is never.
    ///   - userPerSecond: frames of a user's connections together a second; 0 (the default) is no limit.
    ///   - userBurst: frames of a user's connections at once, at least 1.
    public init(perSecond: Int, burst: Int, maximumRefusals: Int, userPerSecond: Int = 0, userBurst: Int = 1) {
        self.perSecond = perSecond
        self.burst = burst
        self.maximumRefusals = maximumRefusals
        users = userPerSecond > 0 ? UserFrameRates(perSecond: userPerSecond, burst: userBurst) : nil
    }
}
