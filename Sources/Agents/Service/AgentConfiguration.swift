import Essentials

/// The settings of `Agents`.
public struct AgentConfiguration: Sendable {
    /// Executions of the server that may wait for somebody to run them; default 10,000. Over it new ones are refused as `overloaded`.
    /// 0 is no limit.
    public var queueLimit: Int
    /// Executions of one user that may be open, waiting or running; default 1,000. Over it new ones are refused as `rate_limited`.
    /// 0 is no limit.
    public var executionsPerUser: Int
    /// Executions that the built-in runner works on at once; default 4. 0 runs none here.
    public var concurrency: Int
    /// Workers that may wait for an execution at once; default 10,000. Over it claims are refused as `overloaded`. 0 is no limit.
    public var claimLimit: Int
    /// Of these, with tokens of one user; default 1,000. Over it claims are refused as `rate_limited`. 0 is no limit.
    public var claimsPerUser: Int
    /// How long a report of the built-in runner that the store does not take is tried again, seconds; default 30, at most a day. 0
    /// tries once. The end of an execution is tried again as long as the server runs.
    public var retrySeconds: Double
    /// How long ``AgentService/stop()`` waits for ends that the store does not take, seconds; default 10, at most a day. What is not
    /// stored by then is closed at the next start.
    public var stopSeconds: Double
    /// Calls back after a while; the machine's timer by default.
    public var timer: any DelayTimer

    /// Makes the settings; each parameter is described at its property.
    public init(
        queueLimit: Int = 10_000, executionsPerUser: Int = 1_000, concurrency: Int = 4, claimLimit: Int = 10_000,
        claimsPerUser: Int = 1_000, retrySeconds: Double = 30, stopSeconds: Double = 10, timer: any DelayTimer = SystemDelayTimer()
    ) {
        self.queueLimit = queueLimit
        self.executionsPerUser = executionsPerUser
        self.concurrency = concurrency
        self.claimLimit = claimLimit
        self.claimsPerUser = claimsPerUser
        self.retrySeconds = retrySeconds
        self.stopSeconds = stopSeconds
        self.timer = timer
    }
}
