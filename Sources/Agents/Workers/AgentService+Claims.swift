import Essentials
import Wire

extension AgentService {
    /// A worker takes the next execution that it can run, or waits for one.
    ///
    /// Cancelling the task gives up the wait; what was taken meanwhile goes back to the front of its owner's line.
    ///
    /// - Returns: the execution, running, with its lease; nil when there is none.
    /// - Throws: ``AgentError`` `bad_frame`, `forbidden` for agents that the token does not name, `overloaded` when too many wait
    ///   or the server stops, `rate_limited` when too many of the user's do, or what the store suffers.
    public func claim(_ request: ClaimRequest, by worker: AgentWorker) async throws(AgentError) -> Claim? {
        try request.check()
        let agents = try claimable(request.agents, by: worker)
        let wait = Int64(request.waitMilliseconds) * 1_000_000
        let deadline = clock.monotonicNanoseconds() + wait
        while let ticket = try await ticket(of: agents, for: worker, until: deadline) {
            if Task.isCancelled {
                desk.putBack(ticket)
                return nil
            }
            if let claim = try await begin(ticket, worker: request.worker) { return claim }
        }
        return nil
    }

    private func ticket(
        of agents: Set<String>, for worker: AgentWorker, until deadline: Int64
    ) async throws(AgentError) -> Ticket? {
        let number = desk.claimNumber()
        let claim = WaitingClaims.Waiting(number: number, userID: worker.userID, agents: agents, deadline: deadline)
        let result: Result<Ticket?, AgentError> = await withTaskCancellationHandler {
            do throws(AgentError) {
                return .success(
                    try await desk.ticket(
                        claim, limit: configuration.claimLimit, userLimit: configuration.claimsPerUser,
                        now: clock.monotonicNanoseconds()))
            } catch {
                return .failure(error)
            }
        } onCancel: { [desk] in
            desk.withdraw(number)
        }
        return try result.get()
    }

    /// Stores that the worker has it.
    ///
    /// - Returns: nil when it was cancelled in between, or the worker has gone.
    private func begin(_ ticket: Ticket, worker: String) async throws(AgentError) -> Claim? {
        let milliseconds = leaseMilliseconds(of: ticket.agent)
        let now = clock.unixMilliseconds()
        let lease = ExecutionLease(id: ids.next(), worker: worker, expiresAtMilliseconds: now + Int64(milliseconds))
        let start = ExecutionChange(ticket.id, by: .server, [.start(lease: lease, model: nil)], atMilliseconds: now)
        let outcome: ExecutionOutcome
        do {
            outcome = try await commit(.change(start))
        } catch {
            desk.putBack(ticket)
            throw error
        }
        guard case .changed(let record, _) = outcome else { return nil }
        if Task.isCancelled { return await giveBack(record, lease) }
        return Claim(execution: record.execution, lease: lease, leaseMilliseconds: milliseconds)
    }

    /// The worker has gone and never hears that it has the execution: somebody else gets it at once, not after the lease.
    private func giveBack(_ record: ExecutionRecord, _ lease: ExecutionLease) async -> Claim? {
        let requeue = ExecutionChange(
            record.execution.id, by: .worker(leaseID: lease.id, firstSequence: nil),
            [.requeue(reason: "the worker went away before it began")], atMilliseconds: clock.unixMilliseconds())
        // Should the store refuse, the lease ends it.
        _ = try? await commit(.change(requeue))
        return nil
    }

    /// The agents that a claim means: those that it names, or all that the token allows.
    private func claimable(_ names: [String]?, by worker: AgentWorker) throws(AgentError) -> Set<String> {
        guard let names else {
            let all = worker.isAdmin ? workerAgents : workerAgents.intersection(worker.agents)
            guard !all.isEmpty else { throw AgentError(.forbidden, "your token names no agent that workers run") }
            return all
        }
        guard (1...ClaimRequest.agentLimit).contains(names.count) else {
            throw .malformed("agents must be 1 to \(ClaimRequest.agentLimit) names")
        }
        for name in names {
            guard worker.mayRun(name) else { throw AgentError(.forbidden, "your token does not name the agent \(name.prefix(80))") }
            guard workerAgents.contains(name) else { throw .malformed("there is no agent named \(name.prefix(80)) that workers run") }
        }
        return Set(names)
    }

    func leaseMilliseconds(of agent: String) -> Int {
        agents[agent]?.leaseMilliseconds ?? AgentDeclaration.usualLeaseMilliseconds
    }
}

extension ClaimRequest {
    fileprivate func check() throws(AgentError) {
        guard (1...Self.workerLimit).contains(worker.utf8.count), worker.isLine else {
            throw .malformed("worker must have 1 to \(Self.workerLimit) bytes and no control characters")
        }
        guard (0...Self.waitLimit).contains(waitMilliseconds) else {
            throw .malformed("wait_ms must be a whole number from 0 to \(Self.waitLimit)")
        }
    }
}
