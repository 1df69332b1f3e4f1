import Wire

/// One attempt at an execution, as the built-in runner is given it.
public struct ExecutionRun: Sendable {
    /// As it was when the attempt began.
    public let execution: Execution
    public let agent: AgentDeclaration
    /// The owner, with what their token allowed when the execution was made.
    public let user: AgentUser
    private let commit: @Sendable ([ExecutionCommand]) async -> Bool

    /// A run.
    ///
    /// - Parameter commit: stores commands; returns whether that was possible.
    public init(
        execution: Execution, agent: AgentDeclaration, user: AgentUser, commit: @escaping @Sendable ([ExecutionCommand]) async -> Bool
    ) {
        self.execution = execution
        self.agent = agent
        self.user = user
        self.commit = commit
    }

    /// Stores `progress`, `output` and `usage`, and tells the watchers.
    ///
    /// Returns after the commit: who waits for it before going on is never far ahead of the store. While the store is full or
    /// away it tries again for ``AgentConfiguration/retrySeconds``.
    ///
    /// What was spent may be reported after the execution is over: it counts all the same.
    ///
    /// - Throws: ``RunEnded`` when the execution is over (cancelled, deleted, out of time), has no room for more, or cannot be stored.
    public func report(_ commands: [ExecutionCommand]) async throws(RunEnded) {
        guard await commit(commands) else { throw RunEnded() }
    }
}
