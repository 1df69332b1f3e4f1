import Wire

/// The ends of an attempt. None is ever refused for want of room: else what is over would run for ever.
extension ExecutionRecord {
    mutating func complete(_ output: String?, at milliseconds: Int64) throws(ExecutionRefusal) -> ExecutionEvent.Content {
        try mustRun()
        execution.output = output
        execution.progress.percentage = 100
        end(.completed, at: milliseconds)
        return .completed(execution)
    }

    mutating func fail(_ failure: ExecutionFailure, at milliseconds: Int64) throws(ExecutionRefusal) -> ExecutionEvent.Content {
        try mustRun()
        execution.error = failure
        end(.failed, at: milliseconds)
        return .failed(execution)
    }

    mutating func cancel(_ reason: String?, at milliseconds: Int64) -> ExecutionEvent.Content? {
        guard !execution.status.isFinal else { return nil }
        execution.status = .cancelled
        execution.completedAtMilliseconds = milliseconds
        let update = nextUpdate(reason: reason, at: milliseconds)
        cancelledSeq = lastSeq
        return .update(update)
    }

    /// Tokens and cost stay: they were spent. One that was begun too often fails instead.
    mutating func requeue(_ reason: String, at milliseconds: Int64) throws(ExecutionRefusal) -> ExecutionEvent.Content {
        try mustRun()
        guard execution.attempt < ExecutionLimits.attempts else {
            return try fail(ExecutionFailure(code: .interrupted, message: reason), at: milliseconds)
        }
        execution.status = .pending
        execution.attempt += 1
        execution.progress = ExecutionProgress()
        execution.startedAtMilliseconds = nil
        outputCount = 0
        outputBytes = 0
        lease = nil
        workerSequence = 0
        return .update(nextUpdate(reason: reason, at: milliseconds))
    }

    private mutating func end(_ status: ExecutionStatus, at milliseconds: Int64) {
        execution.status = status
        execution.completedAtMilliseconds = milliseconds
        count()
    }
}
