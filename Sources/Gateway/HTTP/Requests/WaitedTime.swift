import Sockets
import Synchronization

/// How long a request waited because it asked to: for something to happen, not for the server. Any thread.
final class WaitedTime: Sendable {
    private let total = Atomic<Int64>(0)

    var nanoseconds: Int64 { total.load(ordering: .relaxed) }

    /// Runs `body`, whose time counts as waiting.
    func measure<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        let start = MonotonicTime.nanoseconds()
        defer { total.add(MonotonicTime.nanoseconds() - start, ordering: .relaxed) }
        return try await body()
    }
}
