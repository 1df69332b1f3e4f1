import Wire

/// What a row of `execution_events` tells of.
enum ExecutionEventKind: Equatable {
    /// The execution changed to this status.
    case update(ExecutionStatus)
    case progress
    case output
    case completed
    case failed

    /// Its number on the disk; below 16 it is of the status.
    var code: Int64 {
        switch self {
        case .update(let status): status.code
        case .progress: 16
        case .output: 17
        case .completed: 18
        case .failed: 19
        }
    }

    /// Nil when no kind has this number.
    init?(code: Int64) {
        switch code {
        case 16: self = .progress
        case 17: self = .output
        case 18: self = .completed
        case 19: self = .failed
        default:
            guard let status = ExecutionStatus(code: code) else { return nil }
            self = .update(status)
        }
    }
}
