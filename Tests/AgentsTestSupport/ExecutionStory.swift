import Agents
import Wire

/// A life of an execution, change by change; together they take every exit of every state.
struct ExecutionStory: Sendable {
    var name: String
    private var steps: [(actor: ExecutionActor, commands: [ExecutionCommand])]

    private init(_ name: String, _ steps: [(actor: ExecutionActor, commands: [ExecutionCommand])]) {
        self.name = name
        self.steps = steps
    }

    /// Its changes, a second apart.
    func changes(of id: String) -> [ExecutionChange] {
        steps.enumerated().map { index, step in
            ExecutionChange(id, by: step.actor, step.commands, atMilliseconds: 2_000 + Int64(index) * 1_000)
        }
    }

    private static let half = ExecutionCommand.progress(ExecutionProgress(percentage: 50.5, message: "half", step: 1, steps: 2))
    private static let failure = ExecutionCommand.fail(ExecutionFailure(code: .modelError, message: "it \"broke\""))
    private static let start = (ExecutionActor.server, [ExecutionCommand.start(lease: nil, model: "m")])
    private static let claim = (ExecutionActor.server, [ExecutionCommand.start(lease: .sample(), model: nil)])

    static let all = [
        ExecutionStory("cancelled before its start", [(.server, [.cancel(reason: "changed my mind")])]),
        ExecutionStory(
            "completed by the built-in runner",
            [
                start, (.runner(attempt: 1), [half, .output("Hel"), .output("lo")]),
                (.runner(attempt: 1), [.usage(inputTokens: 3, outputTokens: 4, costUSD: 0.25)]),
                (.runner(attempt: 1), [.usage(inputTokens: 1, outputTokens: 1, costUSD: 0.5), .complete(output: #""Hello""#)]),
            ]),
        ExecutionStory("completed without a result", [start, (.runner(attempt: 1), [.complete(output: nil)])]),
        ExecutionStory("failed", [start, (.runner(attempt: 1), [.output("x"), failure])]),
        ExecutionStory("cancelled while it ran", [start, (.runner(attempt: 1), [half]), (.server, [.cancel(reason: nil)])]),
        ExecutionStory(
            "run by a worker that sends some reports twice",
            [
                claim, (.worker(leaseID: "lease-1", firstSequence: 1), [half, .output("a"), .renew(expiresAtMilliseconds: 40_000)]),
                (.worker(leaseID: "lease-1", firstSequence: 1), [half, .output("a"), .output("b"), .renew(expiresAtMilliseconds: 41_000)]),
                (.worker(leaseID: "lease-1", firstSequence: nil), [.renew(expiresAtMilliseconds: 42_000)]),
                (.worker(leaseID: "lease-1", firstSequence: 4), [.complete(output: "[1]")]),
                (.worker(leaseID: "lease-1", firstSequence: 4), [.complete(output: "[1]"), .renew(expiresAtMilliseconds: 50_000)]),
            ]),
        ExecutionStory(
            "lost by one worker and completed by another",
            [
                claim,
                (.worker(leaseID: "lease-1", firstSequence: 1), [half, .output("a"), .usage(inputTokens: 2, outputTokens: 2, costUSD: 1)]),
                (.leaseEnd(id: "lease-1", expiredAtMilliseconds: 31_999), [.requeue(reason: "too early")]),
                (.leaseEnd(id: "lease-1", expiredAtMilliseconds: 32_000), [.requeue(reason: "its worker was silent")]),
                (.server, [.start(lease: .sample("lease-2", worker: "w2"), model: nil)]),
                (.worker(leaseID: "lease-2", firstSequence: 1), [.output("b"), .complete(output: "2")]),
            ]),
        ExecutionStory(
            "failed with its lease", [claim, (.leaseEnd(id: "lease-1", expiredAtMilliseconds: 32_000), [failure])]),
        ExecutionStory(
            "cancelled under a worker that learns of it later",
            [
                claim, (.server, [.cancel(reason: "enough")]),
                (.worker(leaseID: "lease-1", firstSequence: 1), [half, .complete(output: "1"), .renew(expiresAtMilliseconds: 50_000)]),
            ]),
    ]
}
