import Wire

/// Why a change is not possible as things stand. Nothing of it happened.
public enum ExecutionRefusal: Error, Sendable, Equatable {
    /// The state has no such exit.
    case impossible(from: ExecutionStatus)
    /// Somebody else runs it now, or nobody.
    case staleHold
    /// Reports are missing: the next one has this number.
    case wrongSequence(expected: Int64)
    /// It has ``ExecutionLimits/events`` events already.
    case tooManyEvents
    /// The attempt's output has ``ExecutionLimits/outputBytes`` already.
    case tooMuchOutput
    /// It is not over: only what is over can be deleted.
    case notOver(ExecutionStatus)
}
