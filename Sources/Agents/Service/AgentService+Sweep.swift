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
        let (ends, late, overdue) = desk.withState { desk in
            (
                desk.leases.takeDue(at: now, limit: Self.sweepLimit, patience: Self.leasePatience),
                desk.times.takeDue(at: now, limit: Self.sweepLimit, patience: Self.leasePatience), desk.runs.overdue(at: now)
            )
        }
        for end in ends { endLease(end) }
        for end in late { endWork(end) }
        for key in overdue { endRun(key, [.fail(ranTooLong(key.id))]) }
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

    /// A worker has had an execution for longer than its agent's limit of time.
    private func endWork(_ end: LeaseTable.End) {
        let change = ExecutionChange(
            end.executionID, by: .worker(leaseID: end.leaseID, firstSequence: nil), [.fail(ranTooLong(end.executionID))],
            atMilliseconds: clock.unixMilliseconds())
        enqueue(.change(change)) { [log] result in
            if case .failure(let error) = result { log.record("The end of an execution that ran too long could not be stored", error) }
        }
    }

    private func ranTooLong(_ id: String) -> ExecutionFailure {
        let limits = desk.withState { $0.open[id]?.ticket.agent }.flatMap { agents[$0]?.limits } ?? AgentLimits()
        return .ranTooLong(limit: limits.runMilliseconds)
    }
}

extension ExecutionFailure {
    /// It took more time than its agent has.
    static func ranTooLong(limit milliseconds: Int) -> ExecutionFailure {
        ExecutionFailure(code: .timeout, message: "It ran longer than its agent's limit of \(seconds(milliseconds)).")
    }

    /// `30 s`, `0.5 s`.
    fileprivate static func seconds(_ milliseconds: Int) -> String {
        DecimalText.of(Double(milliseconds) / 1_000) + " s"
    }
}
