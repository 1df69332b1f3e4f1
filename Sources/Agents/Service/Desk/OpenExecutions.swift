import Essentials
import LanguageModels
import Wire

/// All executions that are not over, and how many have ended since the server started.
///
/// Fed with each record right after its commit, in the order of commits: so it steps as the store did, and sees each transition once.
struct OpenExecutions: Sendable {
    private var entries: [String: OpenEntry] = [:]
    private var openByOwner: [ExactText: Int] = [:]
    private var reserved = 0
    private var reservedByOwner: [ExactText: Int] = [:]

    /// By state.
    private(set) var figures = ExecutionFigures()

    /// One of them, or nil when it is over or unknown.
    subscript(id: String) -> OpenEntry? { entries[id] }

    /// Keeps a place for an execution that is about to be made. It is the execution's own once that is taken in; ``release(_:)`` is
    /// owed when it is not made.
    ///
    /// - Returns: why there is none; nil when there is.
    mutating func reserve(_ owner: ExactText, queueLimit: Int, ownerLimit: Int) -> AgentError? {
        if queueLimit > 0, figures.pending + reserved >= queueLimit { return .queueFull }
        let mine = openByOwner[owner, default: 0] + reservedByOwner[owner, default: 0]
        if ownerLimit > 0, mine >= ownerLimit { return .tooManyOpen(ownerLimit) }
        reserved += 1
        reservedByOwner[owner, default: 0] += 1
        return nil
    }

    /// The execution was not made.
    mutating func release(_ owner: ExactText) {
        guard let mine = reservedByOwner[owner] else { return }
        reserved -= 1
        reservedByOwner[owner] = mine > 1 ? mine - 1 : nil
    }

    /// One that was open when the server started.
    mutating func insert(_ entry: OpenEntry) {
        guard entries.updateValue(entry, forKey: entry.ticket.id) == nil else { return }
        openByOwner[entry.ticket.owner, default: 0] += 1
        count(entry.status, by: 1)
    }

    /// Takes in a record as it was just committed.
    ///
    /// - Returns: what happened, and what was spent.
    mutating func take(_ record: ExecutionRecord, atMilliseconds now: Int64) -> (step: ExecutionStep, spent: SpentUsage) {
        let execution = record.execution
        guard let before = entries[execution.id] else {
            // What is over is not kept: a change after the end is none.
            guard !execution.status.isFinal else { return (.none, SpentUsage()) }
            insert(OpenEntry(record))
            release(ExactText(execution.userID))
            return (.made, SpentUsage())
        }
        let spent = SpentUsage(execution) - before.spent
        entries[execution.id]?.spent = SpentUsage(execution)
        return (step(execution, from: before, atMilliseconds: now), spent)
    }

    private mutating func step(_ execution: Execution, from before: OpenEntry, atMilliseconds now: Int64) -> ExecutionStep {
        guard execution.status != before.status else { return .none }
        count(before.status, by: -1)
        count(execution.status, by: 1)
        if execution.status.isFinal {
            remove(before)
            return .ended
        }
        entries[execution.id]?.status = execution.status
        entries[execution.id]?.attempt = execution.attempt
        if execution.status == .running { return .started(waitedMilliseconds: max(0, now - before.waitingSinceMilliseconds)) }
        entries[execution.id]?.waitingSinceMilliseconds = now
        return .requeued
    }

    private mutating func remove(_ entry: OpenEntry) {
        entries[entry.ticket.id] = nil
        openByOwner[entry.ticket.owner, default: 0] -= 1
        if openByOwner[entry.ticket.owner] == 0 { openByOwner[entry.ticket.owner] = nil }
    }

    private mutating func count(_ status: ExecutionStatus, by amount: Int) {
        switch status {
        case .pending: figures.pending += amount
        case .running: figures.running += amount
        case .completed: figures.completed += amount
        case .failed: figures.failed += amount
        case .cancelled: figures.cancelled += amount
        }
    }
}
