import Agents
import Wire

/// The rows of executions, as the writer writes them.
extension Writer {
    /// Inserts the row of an execution. Returns its key.
    func insert(_ record: ExecutionRecord, idempotencyKey: String?) throws(SQLiteFailure) -> Int64 {
        let statement = executions.insert
        let execution = record.execution
        bind(ExecutionHead(record), to: statement)
        statement.bind(copying: execution.id, at: 9)
        statement.bind(copying: execution.userID, at: 10)
        statement.bind(copying: execution.agent, at: 11)
        statement.bind(copying: execution.platform, at: 12)
        statement.bind(copying: execution.parent, at: 13)
        statement.bind(execution.createdAtMilliseconds, at: 14)
        statement.bind(record.isForOperator ? 1 : 0, at: 15)
        statement.bind(copying: idempotencyKey, at: 16)
        statement.bind(try freeKey(), at: 17)
        defer { statement.reset() }
        guard try statement.step() else { throw SQLiteFailure(corrupt: "a new execution got no key") }
        return statement.integer(0)
    }

    func update(_ head: ExecutionHead, of key: Int64) throws(SQLiteFailure) {
        bind(head, to: executions.update)
        executions.update.bind(key, at: 9)
        try executions.update.run()
    }

    private func bind(_ head: ExecutionHead, to statement: PreparedStatement) {
        statement.bind(head.status.code, at: 1)
        statement.bind(Int64(head.attempt), at: 2)
        statement.bind(copying: head.model, at: 3)
        statement.bind(head.startedAt, at: 4)
        statement.bind(head.completedAt, at: 5)
        statement.bind(copying: head.leaseID, at: 6)
        statement.bind(copying: head.worker, at: 7)
        statement.bind(head.cancelledSeq, at: 8)
    }

    /// Inserts or updates an execution's state.
    func write(_ state: ExecutionState, of key: Int64, with statement: PreparedStatement) throws(SQLiteFailure) {
        statement.bind(key, at: 1)
        statement.bind(state.lastSeq, at: 2)
        statement.bind(state.progressSeq, at: 3)
        statement.bind(real: state.percentage, at: 4)
        statement.bind(Int64(state.outputCount), at: 5)
        statement.bind(Int64(state.outputBytes), at: 6)
        statement.bind(Int64(state.inputTokens), at: 7)
        statement.bind(Int64(state.outputTokens), at: 8)
        statement.bind(real: state.costUSD, at: 9)
        statement.bind(state.leaseExpiresAt, at: 10)
        statement.bind(state.workerSequence, at: 11)
        try statement.run()
    }

    func insertInput(of execution: StoredExecution) throws(SQLiteFailure) {
        let statement = executions.insertInput
        statement.bind(execution.key, at: 1)
        statement.bind(copying: execution.record.execution.input, at: 2)
        statement.bind(copying: LabelText.text(execution.record.execution.labels), at: 3)
        try statement.run()
    }

    /// Inserts what came of an execution that is over, if anything did.
    func insertEnd(of execution: StoredExecution) throws(SQLiteFailure) {
        let (output, error) = (execution.record.execution.output, execution.record.execution.error)
        guard output != nil || error != nil else { return }
        let statement = executions.insertEnd
        statement.bind(execution.key, at: 1)
        statement.bind(copying: output, at: 2)
        statement.bind(copying: error?.code.rawValue, at: 3)
        statement.bind(copying: error?.message, at: 4)
        try statement.run()
    }

    func insert(_ event: ExecutionEvent, of key: Int64) throws(SQLiteFailure) {
        let row = ExecutionEventRow(event.content)
        let statement = executions.insertEvent
        texts.clear(reserving: row.textBytes)
        statement.bind(try ExecutionEventPlace(execution: key, seq: event.seq).position, at: 1)
        statement.bind(row.kind.code, at: 2)
        statement.bind(row.number, at: 3)
        statement.bind(row.other, at: 4)
        statement.bind(real: row.percentage, at: 5)
        statement.bind(texts.place(row.worker), at: 6)
        statement.bind(texts.place(row.text), at: 7)
        try statement.run()
    }

    /// With it the events are nobody's. Those of a long execution are erased later: see ``eraseSome()``.
    func deleteRows(of execution: StoredExecution) throws(SQLiteFailure) {
        let lastSeq = execution.record.lastSeq
        if try beginOfPiece(of: execution.key, through: lastSeq) == 1 {
            try deleteEvents(of: execution.key, from: 1, through: lastSeq)
        } else {
            executions.insertLeftover.bind(execution.key, at: 1)
            executions.insertLeftover.bind(lastSeq, at: 2)
            try executions.insertLeftover.run()
            hasLeftovers = true
        }
        for statement in [executions.deleteEnd, executions.deleteInput, executions.deleteState, executions.delete] {
            statement.bind(execution.key, at: 1)
            try statement.run()
        }
    }
}
