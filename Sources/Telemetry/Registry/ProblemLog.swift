import Synchronization

/// Mistakes in declarations: kept for the composition to log and for tests to refuse, since telemetry must never
/// break its host.
final class ProblemLog: Sendable {
    /// Further problems are dropped.
    static let limit = 100

    private let entries = Mutex<[String]>([])

    var all: [String] {
        entries.withLock { $0 }
    }

    func add(_ problem: String) {
        entries.withLock { entries in
            if entries.count < Self.limit, !entries.contains(problem) { entries.append(problem) }
        }
    }
}
