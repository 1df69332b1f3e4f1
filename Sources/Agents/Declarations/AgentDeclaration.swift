/// What an agent is, who runs it, and what it may take.
public struct AgentDeclaration: Sendable, Equatable {
    /// The name of the built-in agent that reports on the server.
    public static let healthReportName = "health-report"

    /// An identifier of the protocol, unique in its catalogue.
    public var name: String
    /// What it does, in words for people; may be empty.
    public var description: String
    /// Who runs it.
    public var runner: AgentRunnerKind
    /// What its executions say as their platform, and the value of that label.
    public var platform: String
    /// The model that is asked; nil is the server's own for the built-in runner, and unknown for a worker's agent. The value of
    /// the label `model`, where nil is `none`.
    public var model: String?
    /// What the model is told before everything else.
    public var system: String?
    /// What the model is asked one after the other; empty is the input alone.
    public var steps: [AgentStep]
    /// The names of the tools that the model may call.
    public var tools: [String]
    /// What `http_fetch` may reach.
    public var hosts: WebAllowList
    /// Whether only those may make its executions whose token has the scope `dashboard`.
    public var isForOperators: Bool
    public var limits: AgentLimits
    /// What happens to an execution whose runner was lost.
    public var whenLost: LostPolicy
    /// How often an execution is begun at most, the first time included; counts with ``LostPolicy/requeue``.
    public var attempts: Int
    /// How long a worker may be silent, milliseconds.
    public var leaseMilliseconds: Int
    /// 0 to 2; nil leaves it to the server's settings.
    public var temperature: Double?
    /// Tokens that one answer of the model may take; nil leaves it to the server's settings.
    public var maximumTokens: Int?
    /// Whether it is the built-in report and asks no model. No file says so.
    public internal(set) var isHealthReport: Bool

    /// An agent with the defaults of everything else.
    ///
    /// - Parameters:
    ///   - name: an identifier of the protocol.
    ///   - runner: who runs it; it decides on the default of the platform.
    public init(name: String, runner: AgentRunnerKind = .builtin) {
        self.name = name
        description = ""
        self.runner = runner
        platform = runner.usualPlatform
        steps = []
        tools = []
        hosts = WebAllowList()
        isForOperators = false
        limits = .usual(runner)
        whenLost = .fail
        attempts = Self.usualAttempts
        leaseMilliseconds = Self.usualLeaseMilliseconds
        isHealthReport = false
    }

    /// How often an execution is begun at most unless its agent says otherwise.
    public static let usualAttempts = 3
    /// How long a worker may be silent unless its agent says otherwise, milliseconds.
    public static let usualLeaseMilliseconds = 30_000

    /// The report on the server that is always there: without a model, for operators.
    public static let healthReport: AgentDeclaration = {
        var agent = AgentDeclaration(name: healthReportName)
        agent.description = "Reports on this server from its own live figures, in Markdown. Asks no model."
        agent.isForOperators = true
        agent.isHealthReport = true
        // Reading it again costs nothing and changes nothing.
        agent.whenLost = .requeue
        return agent
    }()
}
