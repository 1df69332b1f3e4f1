import Wire

/// What a worker's report came to.
public struct WorkerReceipt: Sendable, Equatable {
    /// How the execution stands: `cancelled` tells the worker to stop.
    public var status: ExecutionStatus
    /// How many commands of the report are stored, by this call or by an earlier one.
    public var accepted: Int
    /// The number that the next report begins with.
    public var nextSequence: Int64
    /// Until when the lease holds, Unix milliseconds; nil when the execution is over.
    public var leaseExpiresAtMilliseconds: Int64?

    /// A receipt.
    public init(status: ExecutionStatus, accepted: Int, nextSequence: Int64, leaseExpiresAtMilliseconds: Int64?) {
        self.status = status
        self.accepted = accepted
        self.nextSequence = nextSequence
        self.leaseExpiresAtMilliseconds = leaseExpiresAtMilliseconds
    }
}
