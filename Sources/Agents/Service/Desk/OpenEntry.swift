import Essentials
import Wire

/// An execution that is not over, as it is kept in memory: without its texts.
struct OpenEntry: Sendable, Equatable {
    var ticket: Ticket
    /// Pending or running.
    var status: ExecutionStatus
    var attempt: Int
    /// Since when it waits, or waited; Unix milliseconds.
    var waitingSinceMilliseconds: Int64
    /// What it has spent so far.
    var spent: SpentUsage

    /// What is kept of a record.
    init(_ record: ExecutionRecord) {
        let execution = record.execution
        ticket = Ticket(id: execution.id, agent: execution.agent, owner: ExactText(execution.userID))
        status = execution.status
        attempt = execution.attempt
        waitingSinceMilliseconds = execution.createdAtMilliseconds
        spent = SpentUsage(execution)
    }

    /// What is kept of one that was open when the server started. When one was put back is not stored: it waits from now on.
    init(_ open: OpenExecution, spent: SpentUsage, nowMilliseconds: Int64) {
        ticket = Ticket(id: open.id, agent: open.agent, owner: ExactText(open.userID))
        status = open.status
        attempt = open.attempt
        waitingSinceMilliseconds = open.attempt > 1 ? nowMilliseconds : open.createdAtMilliseconds
        self.spent = spent
    }
}
