/// A worker's hold on an execution.
public struct ExecutionLease: Sendable, Equatable {
    /// What the worker shows with each report. New for each claim.
    public var id: String
    /// The worker's own name.
    public var worker: String
    /// When it runs out unless it is renewed, Unix milliseconds.
    public var expiresAtMilliseconds: Int64

    /// A hold.
    public init(id: String, worker: String, expiresAtMilliseconds: Int64) {
        self.id = id
        self.worker = worker
        self.expiresAtMilliseconds = expiresAtMilliseconds
    }
}
