import Essentials
import Wire

extension AgentService {
    private static let recoveryPage = 256

    /// Learns which executions are not over, and ends those that ran in the process before this one. What waits waits on; who
    /// holds a lease has all of its time from now on.
    ///
    /// To be called once, before anything else.
    ///
    /// - Throws: ``AgentError`` for what the store suffers: then the server must not start.
    public func recover() async throws(AgentError) {
        var last: String?
        var undeclared = 0
        repeat {
            let after = last
            let page = try await reading { () async throws(ExecutionStoreError) in
                try await store.openExecutions(after: after, limit: Self.recoveryPage)
            }
            for open in page { try await recover(open) }
            undeclared += page.count { agents[$0.agent] == nil }
            last = page.count < Self.recoveryPage ? nil : page.last?.id
        } while last != nil
        if undeclared > 0 {
            log.record(
                "Executions wait for agents that are not declared any more; declare or cancel them", code: "undeclared",
                detail: "\(undeclared) executions")
        }
        pump()
    }

    private func recover(_ open: OpenExecution) async throws(AgentError) {
        let execution = try await begun(open)
        let entry = OpenEntry(open, spent: execution.map(SpentUsage.init) ?? SpentUsage(), nowMilliseconds: clock.unixMilliseconds())
        let leaseMilliseconds = leaseMilliseconds(of: open.agent)
        let lease = open.status == .running ? open.lease : nil
        desk.withState { desk in
            desk.insert(entry)
            guard let execution, let lease else { return }
            desk.hold(execution, lease, leaseMilliseconds: leaseMilliseconds, at: AgentMoment(clock))
        }
        guard open.status == .running, lease == nil else { return }
        let commands = lost(open.agent, attempt: open.attempt, Self.stopReason)
        let change = ExecutionChange(
            open.id, by: .runner(attempt: open.attempt), commands, atMilliseconds: clock.unixMilliseconds())
        _ = try await commit(.change(change))
    }

    /// One that somebody began before: since when it runs, and what it has spent, so that what it spends from now on is counted,
    /// and nothing twice.
    private func begun(_ open: OpenExecution) async throws(AgentError) -> Execution? {
        guard open.status == .running || open.attempt > 1 else { return nil }
        return try await reading { () async throws(ExecutionStoreError) in try await store.execution(open.id) }?.execution
    }

    /// What becomes of an execution whose runner was lost: what its agent's declaration says.
    func lost(_ agent: String, attempt: Int, _ reason: String) -> [ExecutionCommand] {
        guard let agent = agents[agent], agent.whenLost == .requeue, attempt < agent.attempts else {
            return [.fail(ExecutionFailure(code: .interrupted, message: reason))]
        }
        return [.requeue(reason: reason)]
    }
}
