import Agents
import Wire

extension Writer {
    /// Carries out a write of `Agents`.
    func apply(_ operation: ExecutionOperation) throws(SQLiteFailure) -> ExecutionOutcome {
        switch operation {
        case .create(let record, let idempotencyKey):
            try createExecution(record, idempotencyKey: idempotencyKey)
        case .change(let change):
            try changeExecution(change)
        case .delete(let executionID):
            try deleteExecution(executionID)
        }
    }

    /// The execution with this id as the running transaction sees it, or nil.
    private func execution(_ id: String) throws(SQLiteFailure) -> StoredExecution? {
        if let known = liveExecutions.find(id) { return known }
        let statement = executions.byID
        statement.bind(copying: id, at: 1)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let row = try ExecutionRow(statement)
        let found = StoredExecution(key: row.key, row.record, progressSeq: row.progressSeq)
        // What is over is hardly ever asked for again.
        if !row.record.execution.status.isFinal { liveExecutions.add(found) }
        return found
    }

    private func createExecution(_ record: ExecutionRecord, idempotencyKey: String?) throws(SQLiteFailure) -> ExecutionOutcome {
        if let idempotencyKey, let earlier = try execution(of: record.execution.userID, idempotencyKey: idempotencyKey) {
            return .repeated(earlier.record)
        }
        let created = StoredExecution(
            key: try insert(record, idempotencyKey: idempotencyKey), record, progressSeq: 0)
        try insertInput(of: created)
        try write(created.state, of: created.key, with: executions.insertState)
        try insert(record.creation, of: created.key)
        liveExecutions.add(created)
        return .created(record)
    }

    private func execution(of userID: String, idempotencyKey: String) throws(SQLiteFailure) -> StoredExecution? {
        let statement = executions.idOfKey
        statement.bind(copying: userID, at: 1)
        statement.bind(copying: idempotencyKey, at: 2)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return try execution(statement.text(0))
    }

    private func changeExecution(_ change: ExecutionChange) throws(SQLiteFailure) -> ExecutionOutcome {
        guard let execution = try execution(change.executionID) else { return .noExecution }
        let events: [ExecutionEvent]
        do throws(ExecutionRefusal) {
            events = try execution.record.apply(change)
        } catch {
            return .refused(error, execution.record)
        }
        for index in events.indices {
            execution.note(events[index])
            try insert(events[index], of: execution.key)
        }
        try update(execution)
        return .changed(execution.record, events: events)
    }

    /// Writes what differs from what is written.
    private func update(_ execution: StoredExecution) throws(SQLiteFailure) {
        let state = ExecutionState(execution.record, progressSeq: execution.progressSeq)
        if state != execution.state {
            try write(state, of: execution.key, with: executions.updateState)
            execution.state = state
        }
        let head = ExecutionHead(execution.record)
        guard head != execution.head else { return }
        try update(head, of: execution.key)
        execution.head = head
        if head.status.isFinal {
            try insertEnd(of: execution)
            liveExecutions.remove(execution.record.execution.id)
        }
    }

    /// What was asked and what came of it goes from every place where it was.
    private func deleteExecution(_ id: String) throws(SQLiteFailure) -> ExecutionOutcome {
        guard let execution = try execution(id) else { return .noExecution }
        let status = execution.record.execution.status
        guard status.isFinal else { return .refused(.notOver(status), execution.record) }
        try erasing { () throws(SQLiteFailure) in try deleteRows(of: execution) }
        return .deleted(execution.record)
    }
}
