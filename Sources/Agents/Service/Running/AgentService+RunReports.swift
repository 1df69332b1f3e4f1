import Essentials
import Wire

extension AgentService {
    /// Stores what the runner reports on an attempt, trying again while the store is full or away.
    ///
    /// - Returns: whether it was stored; else the attempt is over, or ends now.
    func report(_ commands: [ExecutionCommand], by key: RunKey) async -> Bool {
        if let flaw = commands.lazy.compactMap(\.flaw).first {
            endRun(key, [.fail(ExecutionFailure(code: .internal, message: flaw))])
            return false
        }
        var retry = StoreRetry(seconds: configuration.retrySeconds)
        while true {
            // What was spent counts after the end, too.
            guard desk.withState({ $0.runs.isWorking(key) }) || commands.allSatisfy(\.isUsage) else { return false }
            switch await commit(commands, by: key) {
            case .success(let outcome):
                return isTaken(outcome, commands, by: key)
            case .failure(let error):
                log.record("A report of an execution could not be stored", error)
                guard let delay = retry.delay(after: error) else {
                    endRun(key, [.fail(ExecutionFailure(code: .storeUnavailable, message: AgentError(error).message))])
                    return false
                }
                await wait(nanoseconds: delay)
            }
        }
    }

    private func commit(
        _ commands: [ExecutionCommand], by key: RunKey
    ) async -> Result<ExecutionOutcome, ExecutionStoreError> {
        let change = ExecutionChange(key.id, by: .runner(attempt: key.attempt), commands, atMilliseconds: clock.unixMilliseconds())
        return await withCheckedContinuation { continuation in
            enqueue(.change(change)) { continuation.resume(returning: $0) }
        }
    }

    private func isTaken(_ outcome: ExecutionOutcome, _ commands: [ExecutionCommand], by key: RunKey) -> Bool {
        guard case .changed(let record, _) = outcome else {
            // Over already: then this ends nothing. Else there is no room for more.
            endRun(key, [.fail(ExecutionFailure(code: .tooLarge, message: AgentError(outcome).message))])
            return false
        }
        guard record.execution.status.isFinal else { return true }
        countLate(commands, of: record.execution)
        return false
    }

    /// What came after the end: the desk, which counts what open executions spend, does not know the execution any more.
    private func countLate(_ commands: [ExecutionCommand], of execution: Execution) {
        for case .usage(let inputTokens, let outputTokens, let costUSD) in commands {
            metrics.spent(
                SpentUsage(inputTokens: inputTokens, outputTokens: outputTokens, costUSD: costUSD), platform: execution.platform,
                model: modelLabel(of: execution.agent))
        }
    }

    private func wait(nanoseconds: Int64) async {
        await withCheckedContinuation { continuation in
            configuration.timer.after(nanoseconds: nanoseconds) { continuation.resume() }
        }
    }
}
