import Wire

/// An event as its row has it.
struct ExecutionEventRow: Equatable {
    var kind: ExecutionEventKind
    /// Of an update the attempt, of a progress the step, of a piece of output its index.
    var number: Int64?
    /// Of an update its time, of a progress the number of steps.
    var other: Int64?
    var percentage: Double?
    var worker: String?
    /// Of an update the reason, of a progress its message, of a piece of output the piece.
    var text: String?

    /// The row of an event. Of the ends it says only which it is: the execution itself tells the rest.
    init(_ content: ExecutionEvent.Content) {
        switch content {
        case .update(let update):
            kind = .update(update.status)
            (number, other) = (Int64(update.attempt), update.atMilliseconds)
            (worker, text) = (update.worker, update.reason)
        case .progress(let progress):
            kind = .progress
            (number, other) = (progress.step.map(Int64.init), progress.steps.map(Int64.init))
            (percentage, text) = (progress.percentage, progress.message)
        case .output(let index, let delta):
            kind = .output
            (number, text) = (Int64(index), delta)
        case .completed:
            kind = .completed
        case .failed:
            kind = .failed
        }
    }

    /// The current row of a statement whose columns from `first` on are those of the table, in its order.
    init(_ row: PreparedStatement, from first: Int32) throws(SQLiteFailure) {
        guard let kind = ExecutionEventKind(code: row.integer(first)) else {
            throw SQLiteFailure(corrupt: "an event of an execution is of an unknown kind")
        }
        self.kind = kind
        number = row.optionalInteger(first + 1)
        other = row.optionalInteger(first + 2)
        percentage = row.optionalReal(first + 3)
        worker = row.optionalText(first + 4)
        text = row.optionalText(first + 5)
    }

    /// The event.
    ///
    /// - Parameter execution: asked for the ends only: it is as it is for ever then.
    func content(_ execution: () throws(SQLiteFailure) -> Execution) throws(SQLiteFailure) -> ExecutionEvent.Content {
        switch kind {
        case .update(let status):
            .update(
                ExecutionUpdate(
                    status: status, attempt: Int(number ?? 1), worker: worker, reason: text, atMilliseconds: other ?? 0))
        case .progress:
            .progress(
                ExecutionProgress(
                    percentage: percentage ?? 0, message: text ?? "", step: number.map(Int.init), steps: other.map(Int.init)))
        case .output:
            .output(index: Int(number ?? 0), delta: text ?? "")
        case .completed:
            .completed(try execution())
        case .failed:
            .failed(try execution())
        }
    }

    /// The bytes of its texts.
    var textBytes: Int {
        (worker?.utf8.count ?? 0) + (text?.utf8.count ?? 0)
    }
}
