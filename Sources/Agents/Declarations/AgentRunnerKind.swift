/// Who runs an agent's executions.
public enum AgentRunnerKind: String, Sendable, CaseIterable {
    /// The server itself.
    case builtin
    /// Workers, which claim them over HTTP.
    case worker

    /// The platform that an agent has unless it says otherwise.
    public var usualPlatform: String {
        switch self {
        case .builtin: "telltale"
        case .worker: "worker"
        }
    }
}
