import Wire

/// Why the work on an execution stops before its result.
enum RunStop: Error, Sendable, Equatable {
    /// The execution is over, or cannot be stored: nobody waits for a result.
    case ended
    /// It fails.
    case failed(ExecutionFailure)

    /// It fails with this code.
    static func failed(_ code: ErrorCode, _ message: String) -> RunStop {
        .failed(ExecutionFailure(code: code, message: message))
    }
}
