import Essentials
import Wire

extension ExecutionRecord {
    /// Changes the execution: all of the change happens, or nothing and it is refused.
    ///
    /// A pure function of the record and the change: whoever decides in the same order comes to the same events.
    ///
    /// * Of a worker's reports those that were taken before are passed over, so that it can send a batch again. A renewal is no
    ///   report: it has no number, and it counts whether or not the reports beside it were taken before.
    /// * A usage beyond ``ExecutionChange/budget`` fails the execution; what the change holds after it is passed over.
    /// * What the built-in runner spent counts after its attempt is over, too: it was spent, and the answer that says so comes last.
    /// * After a cancellation what its worker still reports changes nothing; after any other end a new report is refused.
    /// * A change without an effect causes no events and is not refused: a second cancellation, the end of a lease that was
    ///   renewed.
    ///
    /// - Returns: the events to store and to tell, with the next `seq` each; may be empty.
    /// - Throws: ``ExecutionRefusal``; the record is as it was.
    public mutating func apply(_ change: ExecutionChange) throws(ExecutionRefusal) -> [ExecutionEvent] {
        var next = self
        var events: [ExecutionEvent] = []
        for command in try next.admit(change) {
            if let content = try next.perform(command, at: change.atMilliseconds) {
                events.append(ExecutionEvent(seq: next.lastSeq, content))
            }
            guard case .usage = command, let failure = next.excess(of: change.budget) else { continue }
            let content = try next.fail(failure, at: change.atMilliseconds)
            events.append(ExecutionEvent(seq: next.lastSeq, content))
            break
        }
        self = next
        return events
    }

    /// What is left to do of a change after looking at who wants it; notes the reports that are taken with it.
    private mutating func admit(_ change: ExecutionChange) throws(ExecutionRefusal) -> [ExecutionCommand] {
        switch change.actor {
        case .server:
            return change.commands
        case .leaseEnd(let id, let expiredAtMilliseconds):
            return hasEnded(leaseID: id, expiredAtMilliseconds) ? change.commands : []
        case .runner(let attempt):
            if execution.status == .running, lease == nil, attempt == execution.attempt { return change.commands }
            try takeLate(change.commands, of: attempt)
            return []
        case .worker(let leaseID, let firstSequence):
            guard let lease, ExactText(lease.id) == ExactText(leaseID) else { throw .staleHold }
            if execution.status == .cancelled { return [] }
            guard let firstSequence else { return change.commands }
            return try take(change.commands, from: firstSequence)
        }
    }

    /// What an attempt of the built-in runner that is over has spent.
    private mutating func takeLate(_ commands: [ExecutionCommand], of attempt: Int) throws(ExecutionRefusal) {
        let isOver = attempt < execution.attempt || (attempt == execution.attempt && execution.status.isFinal && lease == nil)
        guard isOver, attempt >= 1, !commands.isEmpty, commands.allSatisfy(\.isUsage) else { throw .staleHold }
        for case .usage(let inputTokens, let outputTokens, let costUSD) in commands { add(inputTokens, outputTokens, costUSD) }
    }

    private func hasEnded(leaseID: String, _ expiredAtMilliseconds: Int64) -> Bool {
        guard execution.status == .running, let lease, ExactText(lease.id) == ExactText(leaseID) else { return false }
        return lease.expiresAtMilliseconds <= expiredAtMilliseconds
    }

    /// Passes over the reports that were taken before.
    private mutating func take(
        _ commands: [ExecutionCommand], from firstSequence: Int64
    ) throws(ExecutionRefusal) -> [ExecutionCommand] {
        let expected = workerSequence.addingSaturated(1)
        guard firstSequence >= 1, firstSequence <= expected else { throw .wrongSequence(expected: expected) }
        var sequence = firstSequence - 1
        var taken: [ExecutionCommand] = []
        for command in commands {
            if command.isReport {
                sequence = sequence.addingSaturated(1)
                guard sequence > workerSequence else { continue }
                workerSequence = sequence
            }
            taken.append(command)
        }
        return taken
    }
}

extension ExecutionCommand {
    /// Whether it tells what was spent, and nothing else.
    var isUsage: Bool {
        if case .usage = self { true } else { false }
    }

    /// Whether a worker's report of it has a number.
    fileprivate var isReport: Bool {
        if case .renew = self { false } else { true }
    }
}
