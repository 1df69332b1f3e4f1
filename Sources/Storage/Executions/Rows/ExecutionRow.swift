import Agents
import Wire

/// An execution as its rows have it; see ``ExecutionSelect`` for the columns.
struct ExecutionRow {
    /// Its key in the database.
    let key: Int64
    let progressSeq: Int64
    private(set) var record: ExecutionRecord

    /// The current row of a statement that selects executions.
    ///
    /// - Throws: when there is something in it that was not written by this store.
    init(_ row: PreparedStatement) throws(SQLiteFailure) {
        key = row.integer(0)
        progressSeq = row.integer(17)
        var execution = Execution(
            id: row.text(1), agent: row.text(3), userID: row.text(2), platform: row.text(4), model: row.optionalText(5),
            parent: row.optionalText(11), input: row.text(26), labels: try LabelText.labels(row.optionalText(27)),
            createdAtMilliseconds: row.integer(8))
        try execution.read(row)
        record = ExecutionRecord(execution, isForOperator: row.integer(12) != 0)
        record.lastSeq = row.integer(16)
        record.outputCount = Int(row.integer(19))
        record.outputBytes = Int(row.integer(20))
        record.workerSequence = row.integer(25)
        record.cancelledSeq = row.optionalInteger(15)
        record.lease = ExecutionLease(id: row.optionalText(13), worker: row.optionalText(14), expiresAt: row.optionalInteger(24))
    }
}

extension ExecutionLease {
    /// Nil unless there is all of it.
    init?(id: String?, worker: String?, expiresAt: Int64?) {
        guard let id, let worker, let expiresAt else { return nil }
        self.init(id: id, worker: worker, expiresAtMilliseconds: expiresAt)
    }
}

extension Execution {
    /// What came of it so far.
    fileprivate mutating func read(_ row: PreparedStatement) throws(SQLiteFailure) {
        guard let status = ExecutionStatus(code: row.integer(6)) else {
            throw SQLiteFailure(corrupt: "an execution has an unknown status")
        }
        self.status = status
        attempt = Int(row.integer(7))
        startedAtMilliseconds = row.optionalInteger(9)
        completedAtMilliseconds = row.optionalInteger(10)
        progress = ExecutionProgress(
            percentage: row.optionalReal(18) ?? 0, message: row.text(31), step: row.optionalInteger(32).map(Int.init),
            steps: row.optionalInteger(33).map(Int.init))
        inputTokens = Int(row.integer(21))
        outputTokens = Int(row.integer(22))
        costUSD = row.optionalReal(23) ?? 0
        output = row.optionalText(28)
        error = try row.failure()
    }
}

extension PreparedStatement {
    /// Why the execution in the current row failed; nil when it did not.
    fileprivate func failure() throws(SQLiteFailure) -> ExecutionFailure? {
        guard let name = optionalText(29) else { return nil }
        guard let code = ErrorCode(rawValue: name) else {
            throw SQLiteFailure(corrupt: "an execution failed with an unknown code")
        }
        return ExecutionFailure(code: code, message: text(30))
    }
}
