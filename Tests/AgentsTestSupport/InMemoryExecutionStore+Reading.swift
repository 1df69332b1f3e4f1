import Agents
import Essentials
import Synchronization
import Wire

extension InMemoryExecutionStore {
    public func execution(_ id: String) async throws(ExecutionStoreError) -> ExecutionRecord? {
        try read { $0.executions[ExactText(id)]?.record }
    }

    public func execution(of userID: String, idempotencyKey: String) async throws(ExecutionStoreError) -> ExecutionRecord? {
        try read { state in
            let id = state.keys[OwnerKey(userID: ExactText(userID), key: ExactText(idempotencyKey))]
            return id.flatMap { state.executions[$0]?.record }
        }
    }

    public func executions(
        _ query: ExecutionQuery, maximumBytes: Int
    ) async throws(ExecutionStoreError) -> ExecutionRecordPage {
        try read { state in
            let found = state.executions.values.map(\.record).filter(query.matches).sorted { $1.isListed(after: $0.cursor) }
            let page = Self.fitting(found, limit: query.limit, maximumBytes: maximumBytes) { record in
                record.execution.input.utf8.count + (record.execution.output?.utf8.count ?? 0)
            }
            return ExecutionRecordPage(records: page, hasMore: page.count < found.count)
        }
    }

    public func events(
        of id: String, after: Int64, limit: Int, maximumBytes: Int
    ) async throws(ExecutionStoreError) -> ExecutionEventPage {
        try read { state in
            guard let stored = state.executions[ExactText(id)] else {
                return ExecutionEventPage(events: [], lastSeq: 0)
            }
            let found = stored.events.filter { $0.seq > after }
            let page = Self.fitting(found, limit: limit, maximumBytes: maximumBytes, size: Self.size)
            return ExecutionEventPage(events: page, lastSeq: stored.record.lastSeq)
        }
    }

    public func openExecutions(after: String?, limit: Int) async throws(ExecutionStoreError) -> [OpenExecution] {
        try read { state in
            let place = after.flatMap { state.executions[ExactText($0)]?.place } ?? 0
            return state.executions.values
                .filter { $0.place > place && !$0.record.execution.status.isFinal }
                .sorted { $0.place < $1.place }
                .prefix(limit)
                .map { OpenExecution($0.record) }
        }
    }

    /// Counts the read, and fails it when told so.
    private func read<Value: Sendable>(_ body: (State) -> Value) throws(ExecutionStoreError) -> Value {
        let result: Result<Value, ExecutionStoreError> = state.withLock { state in
            state.reads += 1
            if let failure = state.failure { return .failure(failure) }
            return .success(body(state))
        }
        return try result.get()
    }

    private static func size(of event: ExecutionEvent) -> Int {
        switch event.content {
        case .update(let update): update.reason?.utf8.count ?? 0
        case .progress(let progress): progress.message.utf8.count
        case .output(_, let delta): delta.utf8.count
        case .completed(let execution), .failed(let execution):
            execution.input.utf8.count + (execution.output?.utf8.count ?? 0)
        }
    }

    private static func fitting<Element>(
        _ elements: [Element], limit: Int, maximumBytes: Int, size: (Element) -> Int
    ) -> [Element] {
        var bytes = 0
        var page: [Element] = []
        for element in elements.prefix(limit) {
            page.append(element)
            bytes += size(element)
            if bytes > maximumBytes { break }
        }
        return page
    }
}

extension OpenExecution {
    init(_ record: ExecutionRecord) {
        let execution = record.execution
        self.init(
            id: execution.id, agent: execution.agent, userID: execution.userID, status: execution.status, attempt: execution.attempt,
            lease: record.lease, createdAtMilliseconds: execution.createdAtMilliseconds)
    }
}
