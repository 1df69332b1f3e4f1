/// An agent's execution as clients see it.
public struct Execution: Sendable, Equatable {
    public var id: String
    /// The agent's name.
    public var agent: String
    /// The owner.
    public var userID: String
    /// What runs it, such as `telltale` for the built-in runner, or what the agent's declaration says.
    public var platform: String
    public var model: String?
    public var status: ExecutionStatus
    /// 1, and one more each time it was requeued.
    public var attempt: Int
    /// The execution that it retries.
    public var parent: String?
    public var progress: ExecutionProgress
    /// What it was asked: one JSON text.
    public var input: String
    /// What came of it: one JSON text; nil while nothing did.
    public var output: String?
    public var error: ExecutionFailure?
    public var inputTokens: Int
    public var outputTokens: Int
    /// US dollars; 0 or more, finite.
    public var costUSD: Double
    /// In the order of their names.
    public var labels: [ExecutionLabel]
    /// Unix times, milliseconds.
    public var createdAtMilliseconds: Int64
    /// When the attempt that counts was started.
    public var startedAtMilliseconds: Int64?
    public var completedAtMilliseconds: Int64?

    /// An execution that nobody has begun.
    public init(
        id: String, agent: String, userID: String, platform: String, model: String? = nil, parent: String? = nil, input: String,
        labels: [ExecutionLabel] = [], createdAtMilliseconds: Int64
    ) {
        self.id = id
        self.agent = agent
        self.userID = userID
        self.platform = platform
        self.model = model
        status = .pending
        attempt = 1
        self.parent = parent
        progress = ExecutionProgress()
        self.input = input
        inputTokens = 0
        outputTokens = 0
        costUSD = 0
        self.labels = labels
        self.createdAtMilliseconds = createdAtMilliseconds
    }

    /// From the start to the end; nil before the end, and when it never started.
    public var durationMilliseconds: Int64? {
        guard let startedAtMilliseconds, let completedAtMilliseconds else { return nil }
        guard completedAtMilliseconds > startedAtMilliseconds else { return 0 }
        let (duration, hasOverflowed) = completedAtMilliseconds.subtractingReportingOverflow(startedAtMilliseconds)
        return hasOverflowed ? .max : duration
    }

    /// Those that went in and those that came out.
    public var totalTokens: Int {
        let (total, hasOverflowed) = inputTokens.addingReportingOverflow(outputTokens)
        return hasOverflowed ? .max : total
    }
}
