import Essentials
import Wire

extension AgentService {
    /// How long nothing is begun after the store has refused a start, nanoseconds.
    private static let pause: Int64 = 1_000_000_000

    /// How long after its time is over a runner that keeps the time itself may take to say so, nanoseconds.
    private static let grace: Int64 = 1_000_000_000

    /// Begins executions for as long as some wait and there are places to run them.
    func pump() {
        while let ticket = desk.withState({ [now = clock.monotonicNanoseconds()] desk in desk.nextRun(at: now) }) {
            begin(ticket)
        }
    }

    private func begin(_ ticket: Ticket) {
        let model = agents[ticket.agent].flatMap { runner?.modelName(for: $0) }
        let change = ExecutionChange(
            ticket.id, by: .server, [.start(lease: nil, model: model)], atMilliseconds: clock.unixMilliseconds())
        enqueue(.change(change)) { [self] result in began(ticket, result) }
    }

    private func began(_ ticket: Ticket, _ result: Result<ExecutionOutcome, ExecutionStoreError>) {
        switch result {
        case .success(.changed(let record, _)):
            launch(record)
        case .success:
            // Somebody cancelled it in between.
            notBegun()
            pump()
        case .failure(let error):
            log.record("An execution could not be begun", error)
            desk.withState { [until = clock.monotonicNanoseconds() + Self.pause] desk in desk.pausedUntil = until }
            notBegun()
            desk.putBack(ticket)
        }
    }

    private func notBegun() {
        desk.withState { $0.runs.notStarted() }
        desk.settled()
    }

    /// Sets the runner to work on an attempt whose start was just stored, in a task of its own.
    private func launch(_ record: ExecutionRecord) {
        let execution = record.execution
        let key = RunKey(id: execution.id, attempt: execution.attempt)
        let agent = agents[execution.agent]
        let limit = Int64((agent?.limits ?? AgentLimits()).runMilliseconds) * 1_000_000
        let deadline = clock.monotonicNanoseconds() + limit + Self.grace
        let isStopping = desk.withState { desk in
            desk.runs.started(key, deadline: deadline)
            return desk.isStopping
        }
        guard let runner, let agent, !isStopping else {
            endRun(key, lost(execution.agent, attempt: execution.attempt, Self.stopReason))
            return returned(key)
        }
        let user = AgentUser(id: execution.userID, isOperator: record.isForOperator)
        let run = ExecutionRun(execution: execution, agent: agent, user: user) { [self] in await report($0, by: key) }
        let task = Task {
            let result = await runner.run(run)
            endRun(key, [result.command])
            returned(key)
        }
        if !desk.withState({ $0.runs.attach(task, to: key) }) { task.cancel() }
    }

    /// A run's task is over: its place is free once its end is stored.
    private func returned(_ key: RunKey) {
        desk.withState { $0.runs.returned(key) }
        pump()
    }

    static let stopReason = "the server stopped before it was complete"
}

extension ExecutionResult {
    /// What ends the execution; what cannot be shown to clients fails it.
    fileprivate var command: ExecutionCommand {
        switch self {
        case .failed(let failure): .fail(failure.bounded)
        case .completed(let output) where output.utf8.count > ExecutionLimits.resultBytes:
            .fail(ExecutionFailure(code: .tooLarge, message: "the result has more than \(ExecutionLimits.resultBytes) bytes"))
        case .completed(let output) where !output.isJSONText:
            .fail(ExecutionFailure(code: .internal, message: "the result is not a JSON text"))
        case .completed(let output): .complete(output: output)
        }
    }
}
