import Wire

/// An execution that a worker was given to run.
public struct Claim: Sendable, Equatable {
    /// Running, since just now.
    public var execution: Execution
    /// What the worker shows with its reports, and when it runs out.
    public var lease: ExecutionLease
    /// How long a lease holds after each report, milliseconds.
    public var leaseMilliseconds: Int

    /// A claim.
    public init(execution: Execution, lease: ExecutionLease, leaseMilliseconds: Int) {
        self.execution = execution
        self.lease = lease
        self.leaseMilliseconds = leaseMilliseconds
    }
}
