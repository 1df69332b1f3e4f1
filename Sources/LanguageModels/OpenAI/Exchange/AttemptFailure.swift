/// Why one attempt gave no answer.
struct AttemptFailure: Error {
    var error: ModelError
    /// Whether the same may go well later. Never once there was text.
    var isTransient = false
    /// What the provider asked for, in seconds.
    var retryAfter: Double?

    init(_ error: ModelError, isTransient: Bool = false, retryAfter: Double? = nil) {
        self.error = error
        self.isTransient = isTransient
        self.retryAfter = retryAfter
    }
}
