import Agents
import ChatTestSupport
import Wire

/// A runner whose every run does what the test says.
final class ScriptedRunner: ExecutionRunner {
    /// One run.
    final class Call: Sendable {
        let run: ExecutionRun
        private let results = AsyncStream<ExecutionResult>.makeStream()
        private let ends = AsyncStream<Bool>.makeStream()

        init(_ run: ExecutionRun) {
            self.run = run
        }

        /// Lets the run return this.
        func finish(_ result: ExecutionResult) {
            results.continuation.yield(result)
        }

        /// Waits until the run has returned.
        ///
        /// - Returns: whether its task was cancelled.
        func returned() async -> Bool {
            for await wasCancelled in ends.stream { return wasCancelled }
            return true
        }

        fileprivate func result() async -> ExecutionResult {
            defer { ends.continuation.yield(Task.isCancelled) }
            for await result in results.stream { return result }
            return .completed(output: #""nobody reads this""#)
        }
    }

    private let calls = AsyncStream<Call>.makeStream()
    private let begun = Collected<String>()

    /// `id attempt` of each run, in the order in which they began.
    var order: [String] { begun.all }

    /// The next run that was not waited for yet.
    func call() async -> Call {
        for await call in calls.stream { return call }
        preconditionFailure("the stream of calls never ends")
    }

    func run(_ run: ExecutionRun) async -> ExecutionResult {
        begun.append("\(run.execution.id) \(run.execution.attempt)")
        let call = Call(run)
        calls.continuation.yield(call)
        return await call.result()
    }
}
