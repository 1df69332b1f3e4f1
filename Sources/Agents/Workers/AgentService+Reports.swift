import Essentials
import Wire

extension AgentService {
    /// A worker tells how an execution goes on, or that it is still there. All of a report is stored, or nothing; the lease holds
    /// anew. What was sent before is passed over, so a report can be sent again. What it spent beyond its agent's limits fails the
    /// execution with `too_large`; the rest of the report is passed over.
    ///
    /// - Returns: how the execution stands now.
    /// - Throws: ``AgentError`` `bad_frame` for a malformed report, `forbidden` for an agent that the token does not name, `not_found`,
    ///   `conflict` for a lease that is not the current one, after the end, and, with ``AgentError/expectedSequence``, when reports
    ///   are missing; `too_large` when there is no room for more; or what the store suffers.
    public func report(_ report: WorkerReport, on id: String, by worker: AgentWorker) async throws(AgentError) -> WorkerReceipt {
        try report.check()
        let agent = try await agent(of: id)
        guard worker.mayRun(agent) else { throw AgentError(.forbidden, "your token does not name the agent of this execution") }
        let now = clock.unixMilliseconds()
        let renewal = ExecutionCommand.renew(expiresAtMilliseconds: now + Int64(leaseMilliseconds(of: agent)))
        let change = ExecutionChange(
            id, by: .worker(leaseID: report.leaseID, firstSequence: report.firstSequence), report.commands + [renewal],
            atMilliseconds: now, budget: agents[agent].map { ExecutionBudget($0.limits) })
        let outcome: ExecutionOutcome
        do {
            outcome = try await commit(.change(change))
        } catch {
            heard(report.leaseID, of: id, agent)
            throw error
        }
        guard case .changed(let record, _) = outcome else { throw AgentError(outcome) }
        return WorkerReceipt(record, after: report)
    }

    /// A store that takes nothing must not cost a worker that reports in time its lease.
    private func heard(_ leaseID: String, of id: String, _ agent: String) {
        let deadline = clock.monotonicNanoseconds() + Int64(leaseMilliseconds(of: agent)) * 1_000_000
        desk.withState { $0.leases.prolong(id, leaseID: leaseID, deadline: deadline) }
    }

    private func agent(of id: String) async throws(AgentError) -> String {
        guard Identifier.isValid(id) else { throw .malformed("the execution id is malformed") }
        if let agent = desk.withState({ $0.open[id]?.ticket.agent }) { return agent }
        let record = try await reading { () async throws(ExecutionStoreError) in try await store.execution(id) }
        guard let record else { throw .notFound }
        return record.execution.agent
    }
}

extension WorkerReport {
    fileprivate func check() throws(AgentError) {
        guard (1...Self.leaseLimit).contains(leaseID.utf8.count), leaseID.isLine else {
            throw .malformed("lease_id must have 1 to \(Self.leaseLimit) bytes and no control characters")
        }
        guard commands.count <= Self.commandLimit else { throw .malformed("events must be at most \(Self.commandLimit)") }
        guard commands.isEmpty || firstSequence.map(Self.sequences.contains) ?? false else {
            let (first, last) = (Self.sequences.lowerBound, Self.sequences.upperBound)
            throw .malformed("events[0]: sequence must be a whole number from \(first) to \(last)")
        }
        for (index, command) in commands.enumerated() {
            if let flaw = command.flaw { throw .malformed("events[\(index)]: \(flaw)") }
            guard index == 0 || !commands[index - 1].isEnd else {
                throw .malformed("events[\(index)]: nothing comes after complete or error")
            }
        }
    }
}

extension WorkerReceipt {
    fileprivate init(_ record: ExecutionRecord, after report: WorkerReport) {
        let execution = record.execution
        let taken = report.firstSequence.map { record.workerSequence - ($0 - 1) } ?? 0
        self.init(
            status: execution.status, accepted: Int(max(0, min(taken, Int64(report.commands.count)))),
            nextSequence: record.workerSequence + 1,
            leaseExpiresAtMilliseconds: execution.status == .running ? record.lease?.expiresAtMilliseconds : nil)
    }
}
