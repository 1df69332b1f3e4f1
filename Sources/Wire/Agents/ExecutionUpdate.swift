/// What `execution_update` says of a change of state.
public struct ExecutionUpdate: Sendable, Equatable {
    /// `pending` when it was made or requeued, `running`, or `cancelled`.
    public var status: ExecutionStatus
    /// Which attempt it is; more than before when it was requeued, and its progress and output begin again.
    public var attempt: Int
    /// Who runs it: the worker's own name; nil for the built-in runner and when nobody does.
    public var worker: String?
    /// Why it was requeued or cancelled; nil when nobody said.
    public var reason: String?
    /// Unix time, milliseconds.
    public var atMilliseconds: Int64

    /// A change.
    public init(status: ExecutionStatus, attempt: Int, worker: String? = nil, reason: String? = nil, atMilliseconds: Int64) {
        self.status = status
        self.attempt = attempt
        self.worker = worker
        self.reason = reason
        self.atMilliseconds = atMilliseconds
    }
}
