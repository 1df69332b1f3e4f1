/// What a worker tells of an execution that it runs.
public struct WorkerReport: Sendable, Equatable {
    /// How many commands one report may hold.
    public static let commandLimit = 1_000

    /// The lease that came with the claim.
    public var leaseID: String
    /// The number of the first command, from 1 on; the others count on from it. nil when there are none: a heartbeat.
    public var firstSequence: Int64?
    /// Each `progress`, `output`, `usage`, `complete` or `fail`.
    public var commands: [ExecutionCommand]

    /// A report; a heartbeat unless it holds commands.
    public init(leaseID: String, firstSequence: Int64? = nil, commands: [ExecutionCommand] = []) {
        self.leaseID = leaseID
        self.firstSequence = firstSequence
        self.commands = commands
    }
}
