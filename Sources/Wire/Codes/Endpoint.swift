/// The three sockets; also the values of the label `endpoint`.
public enum Endpoint: String, Sendable, CaseIterable {
    /// `/ws/chat/<conversation_id>/`
    case chat
    /// `/ws/agents/execution/<execution_id>/`
    case agents
    /// `/ws/dashboard/`
    case dashboard
}
