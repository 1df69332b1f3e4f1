/// Does the work of executions in this process.
public protocol ExecutionRunner: Sendable {
    /// The model that an agent's executions run on here; nil when they run on none.
    func modelName(for agent: AgentDeclaration) -> String?

    /// Does the work of one execution, reporting on the way.
    ///
    /// Any number at a time, each in a task of its own. When that task is cancelled the execution is over: return at once; what
    /// is returned then is not used.
    func run(_ run: ExecutionRun) async -> ExecutionResult
}

extension ExecutionRunner {
    /// The one that its declaration names.
    public func modelName(for agent: AgentDeclaration) -> String? {
        agent.model
    }
}
