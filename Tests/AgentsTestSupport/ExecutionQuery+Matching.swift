import Agents
import Essentials
import Wire

extension ExecutionQuery {
    /// Whether an execution belongs to the list, after the place where it goes on.
    func matches(_ record: ExecutionRecord) -> Bool {
        let execution = record.execution
        return Self.agrees(userID, execution.userID) && Self.agrees(agent, execution.agent)
            && Self.agrees(platform, execution.platform) && Self.agrees(model, execution.model)
            && status.map { $0 == execution.status } ?? true
            && execution.createdAtMilliseconds >= fromMilliseconds ?? .min
            && toMilliseconds.map { execution.createdAtMilliseconds < $0 } ?? true
            && before.map(record.isListed(after:)) ?? true
    }

    private static func agrees(_ wanted: String?, _ text: String?) -> Bool {
        guard let wanted else { return true }
        return text.map { ExactText($0) == ExactText(wanted) } ?? false
    }
}

extension ExecutionRecord {
    /// Its place in a list.
    var cursor: ExecutionCursor {
        ExecutionCursor(createdAtMilliseconds: execution.createdAtMilliseconds, id: execution.id)
    }

    /// The order of a list: the latest made first, those of the same time by their ids.
    func isListed(after cursor: ExecutionCursor) -> Bool {
        (execution.createdAtMilliseconds, ExactText(execution.id)) < (cursor.createdAtMilliseconds, ExactText(cursor.id))
    }
}
