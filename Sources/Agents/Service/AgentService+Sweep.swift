import Essentials
import Wire

extension AgentService {
    /// How many leases a sweep ends at most, so that it fills no queue of the store.
    private static let sweepLimit = 1_000
    /// When the end of a lease that the store did not take is tried again, nanoseconds.
    private static let leasePatience: Int64 = 1_000_000_000

    /// Does what time alone brings about: ends leases, runs that took too long and waits of workers, and begins what the store
    /// refused a while ago.
    ///
    /// Called about four times a second, by one thread at a time. Costs in proportion to what is due.
    public func sweep() {
        let now = clock.monotonicNanoseconds()
        let (ends, overdue) = desk.withState { desk in
            (desk.leases.takeDue(at: now, limit: Self.sweepLimit, patience: Self.leasePatience), desk.runs.overdue(at: now))
        }
        for end in ends { endLease(end) }
        for key in overdue { endRun(key, [.fail(ranTooLong(key))]) }
        desk.endWaits(at: now)
        pump()
    }

    private func endLease(_ end: LeaseTable.End) {
        guard let entry = desk.withState({ $0.open[end.executionID] }) else { return }
        let milliseconds = leaseMilliseconds(of: entry.ticket.agent)
        let reason = "its worker did not report for \(ExecutionFailure.seconds(milliseconds))"
        let change = ExecutionChange(
            end.executionID, by: .leaseEnd(id: end.leaseID, expiredAtMilliseconds: end.expiredAtMilliseconds),
            lost(entry.ticket.agent, attempt: entry.attempt, reason), atMilliseconds: clock.unixMilliseconds())
        enqueue(.change(change)) { [self] result in
            switch result {
            case .success(.changed(let record, let events)) where !events.isEmpty:
                metrics.leaseLost(platform: record.execution.platform, isRequeued: !record.execution.status.isFinal)
            case .success:
                break
            case .failure(let error):
                log.record("The end of a lease could not be stored", error)
            }
        }
    }

    private func ranTooLong(_ key: RunKey) -> ExecutionFailure {
        let agent = desk.withState { $0.open[key.id]?.ticket.agent }.flatMap { agents[$0] }
        let limit = agent.map { " for longer than \(ExecutionFailure.seconds($0.limits.timeMilliseconds))" } ?? " too long"
        return ExecutionFailure(code: .timeout, message: "it ran\(limit)")
    }
}

extension ExecutionFailure {
    /// `30 s`, `0.5 s`.
    fileprivate static func seconds(_ milliseconds: Int) -> String {
        milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(Double(milliseconds) / 1_000) s"
    }
}
