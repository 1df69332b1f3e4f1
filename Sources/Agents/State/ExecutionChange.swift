/// What somebody wants to happen to an execution: all of it, or nothing.
public struct ExecutionChange: Sendable {
    public var executionID: String
    public var actor: ExecutionActor
    /// In their order.
    public var commands: [ExecutionCommand]
    /// Unix time, milliseconds.
    public var atMilliseconds: Int64

    /// What the execution may spend. A usage that goes beyond it fails the execution, and what comes after it is passed over; nil is
    /// no limit.
    public var budget: ExecutionBudget?

    /// A change.
    public init(
        _ executionID: String, by actor: ExecutionActor, _ commands: [ExecutionCommand], atMilliseconds: Int64,
        budget: ExecutionBudget? = nil
    ) {
        self.executionID = executionID
        self.actor = actor
        self.commands = commands
        self.atMilliseconds = atMilliseconds
        self.budget = budget
    }
}
