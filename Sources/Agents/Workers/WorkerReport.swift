import Wire

/// What a worker tells of an execution that it runs.
public struct WorkerReport: Sendable, Equatable {
    /// How many commands one report may hold.
    public static let commandLimit = 1_000

    /// The longest id of a lease, in bytes.
    public static let leaseLimit = 80
    /// The numbers that commands may have: they end where a report could still go on.
    public static let sequences: ClosedRange<Int64> = 1...(.max - 1_000_000)
    /// Why an execution may have failed at a worker's.
    public static let failureCodes: [ErrorCode] = [.modelError, .timeout, .internal]

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
