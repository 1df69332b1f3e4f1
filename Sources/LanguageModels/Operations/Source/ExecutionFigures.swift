/// The executions of agents.
public struct ExecutionFigures: Sendable, Equatable {
    /// Waiting for a worker.
    public var pending: Int
    public var running: Int
    /// Since the server started.
    public var completed: Int
    /// Since the server started.
    public var failed: Int
    /// Since the server started.
    public var cancelled: Int

    /// Executions by state.
    public init(pending: Int = 0, running: Int = 0, completed: Int = 0, failed: Int = 0, cancelled: Int = 0) {
        self.pending = pending
        self.running = running
        self.completed = completed
        self.failed = failed
        self.cancelled = cancelled
    }
}
