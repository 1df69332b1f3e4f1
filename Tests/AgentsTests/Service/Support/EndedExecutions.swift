import Agents
import ChatTestSupport
import Wire

/// Keeps which executions have ended, and lets a test wait for the next.
final class EndedExecutions: ExecutionObserver {
    struct End: Sendable, Equatable {
        var executionID: String
        var error: ErrorCode?
        var nanoseconds: Int64
    }

    private let ends = Collected<End>()
    private let stream = AsyncStream<End>.makeStream()

    var all: [End] { ends.all }

    /// The next end that was not waited for yet.
    @discardableResult
    func next() async -> End {
        for await end in stream.stream { return end }
        preconditionFailure("the stream of ends never ends")
    }

    func ended(_ execution: Execution, nanoseconds: Int64) {
        let end = End(executionID: execution.id, error: execution.error?.code, nanoseconds: nanoseconds)
        ends.append(end)
        stream.continuation.yield(end)
    }
}
