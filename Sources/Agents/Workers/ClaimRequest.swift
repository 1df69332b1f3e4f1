/// A worker asks for something to do.
public struct ClaimRequest: Sendable, Equatable {
    /// The longest wait, milliseconds.
    public static let waitLimit = 30_000
    /// The longest name of a worker, in bytes.
    public static let workerLimit = 128
    /// How many agents a claim may name.
    public static let agentLimit = 100

    /// The worker's own name, which watchers see: 1 to ``workerLimit`` bytes without control characters.
    public var worker: String
    /// Only executions of these agents; nil means all that the token allows.
    public var agents: [String]?
    /// How long to wait for one when there is none, 0 to ``waitLimit``. Waits end within a quarter of a second after it.
    public var waitMilliseconds: Int

    /// A claim; of all agents and without waiting unless told otherwise.
    public init(worker: String, agents: [String]? = nil, waitMilliseconds: Int = 0) {
        self.worker = worker
        self.agents = agents
        self.waitMilliseconds = waitMilliseconds
    }
}
