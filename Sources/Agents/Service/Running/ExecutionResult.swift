import Wire

/// What came of an execution that the built-in runner had.
public enum ExecutionResult: Sendable, Equatable {
    /// It ended well, with one JSON text of at most ``ExecutionLimits/resultBytes``.
    case completed(output: String)
    /// It ended badly.
    case failed(ExecutionFailure)
}
