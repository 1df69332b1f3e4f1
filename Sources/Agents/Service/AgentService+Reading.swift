import Essentials
import Wire

extension AgentService {
    /// How many executions a page of a list holds.
    public static let pageLimit = 100
    /// How many bytes of text a page of a list holds, about.
    static let listBytes = 1 << 20

    /// One execution. Its owner and administrators may.
    ///
    /// - Throws: ``AgentError`` `bad_frame`, `not_found`, `forbidden`, or what the store suffers.
    public func execution(_ id: String, by user: AgentUser) async throws(AgentError) -> Execution {
        try await accessible(id, to: user).execution
    }

    /// Executions, the latest made first: the user's own, for administrators everybody's.
    ///
    /// - Parameters:
    ///   - filter: which of them.
    ///   - cursor: ``ExecutionPage/nextCursor`` of the page before; nil for the first page.
    ///   - limit: 1 to ``pageLimit``; a page of long texts ends before.
    /// - Throws: ``AgentError`` `bad_frame`, `forbidden` for somebody else's, or what the store suffers.
    public func executions(
        _ filter: ExecutionFilter, cursor: String?, limit: Int, by user: AgentUser
    ) async throws(AgentError) -> ExecutionPage {
        guard (1...Self.pageLimit).contains(limit) else { throw .malformed("limit must be from 1 to \(Self.pageLimit)") }
        guard user.isAdmin || filter.userID.map({ ExactText($0) == ExactText(user.id) }) ?? true else {
            throw AgentError(.forbidden, "only administrators list the executions of others")
        }
        let before = cursor.flatMap { ExecutionCursor(text: $0) }
        guard before != nil || cursor == nil else { throw .malformed("the cursor is malformed") }
        var query = ExecutionQuery(userID: user.isAdmin ? filter.userID : user.id, before: before, limit: limit)
        query.take(filter)
        let page = try await reading { () async throws(ExecutionStoreError) in
            try await store.executions(query, maximumBytes: Self.listBytes)
        }
        let executions = page.records.map(\.execution)
        return ExecutionPage(
            executions: executions, nextCursor: page.hasMore ? executions.last.map { ExecutionCursor($0).text } : nil)
    }

    /// A socket begins to watch an execution; it has joined the hub's group before.
    ///
    /// - Throws: ``AgentError`` `bad_frame`, `not_found`, `forbidden`, or what the store suffers.
    public func enter(_ id: String, by user: AgentUser) async throws(AgentError) -> ExecutionEntry {
        let record = try await accessible(id, to: user)
        guard record.execution.status.isFinal else {
            return ExecutionEntry(execution: record.execution, lastSeq: record.lastSeq, end: nil)
        }
        let page = try await reading { () async throws(ExecutionStoreError) in
            try await store.events(of: id, after: record.lastSeq - 1, limit: 1, maximumBytes: Self.replayBytes)
        }
        let end = page.events.last.map { ExecutionReplay.Frame($0, of: id) }
        return ExecutionEntry(execution: record.execution, lastSeq: record.lastSeq, end: end)
    }

    /// The execution, if the user may see and change it.
    func accessible(_ id: String, to user: AgentUser) async throws(AgentError) -> ExecutionRecord {
        guard Identifier.isValid(id) else { throw .malformed("the execution id is malformed") }
        guard let record = try await reading({ () async throws(ExecutionStoreError) in try await store.execution(id) }) else {
            throw .notFound
        }
        guard user.mayAccess(executionsOf: record.execution.userID) else { throw .forbidden }
        return record
    }
}

extension ExecutionQuery {
    /// Takes over what the filter says besides the owner.
    fileprivate mutating func take(_ filter: ExecutionFilter) {
        status = filter.status
        agent = filter.agent
        platform = filter.platform
        model = filter.model
        fromMilliseconds = filter.fromMilliseconds
        toMilliseconds = filter.toMilliseconds
    }
}
