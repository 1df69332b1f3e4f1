import Wire

extension ExecutionStatus {
    /// Its number on the disk. What is below 2 is open: an index counts on it.
    var code: Int64 {
        switch self {
        case .pending: 0
        case .running: 1
        case .completed: 2
        case .failed: 3
        case .cancelled: 4
        }
    }

    /// Nil when no status has this number.
    init?(code: Int64) {
        guard let found = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = found
    }
}
