/// The tools that agents may be given: the closed set that declarations are checked against.
public enum AgentToolName: String, Sendable, CaseIterable {
    case calculator
    case metricsQuery = "metrics_query"
    case alerts
    case conversationsSearch = "conversations_search"
    case httpFetch = "http_fetch"
}
