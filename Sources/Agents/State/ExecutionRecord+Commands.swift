import Wire

extension ExecutionRecord {
    /// Does what one command says.
    ///
    /// - Returns: the content of the event ``ExecutionRecord/lastSeq`` that it caused; nil when it caused none.
    mutating func perform(
        _ command: ExecutionCommand, at milliseconds: Int64
    ) throws(ExecutionRefusal) -> ExecutionEvent.Content? {
        switch command {
        case .start(let lease, let model): return try start(lease, model, at: milliseconds)
        case .progress(let progress): return try goOn(progress)
        case .output(let delta): return try append(delta)
        case .usage(let inputTokens, let outputTokens, let costUSD): return try spend(inputTokens, outputTokens, costUSD)
        case .complete(let output): return try complete(output, at: milliseconds)
        case .fail(let failure): return try fail(failure, at: milliseconds)
        case .cancel(let reason): return cancel(reason, at: milliseconds)
        case .requeue(let reason): return try requeue(reason, at: milliseconds)
        case .renew(let expiresAtMilliseconds): return renew(until: expiresAtMilliseconds)
        }
    }

    /// A start finds room as the end does: it happens once an attempt, and who waits would wait for ever without it.
    private mutating func start(
        _ lease: ExecutionLease?, _ model: String?, at milliseconds: Int64
    ) throws(ExecutionRefusal) -> ExecutionEvent.Content {
        guard execution.status == .pending else { throw .impossible(from: execution.status) }
        execution.status = .running
        execution.startedAtMilliseconds = milliseconds
        execution.model = model ?? execution.model
        self.lease = lease
        workerSequence = 0
        return .update(nextUpdate(worker: lease?.worker, at: milliseconds))
    }

    private mutating func goOn(_ progress: ExecutionProgress) throws(ExecutionRefusal) -> ExecutionEvent.Content {
        try mustRun()
        try findRoom()
        let reached = execution.progress.percentage
        execution.progress = progress
        execution.progress.percentage = progress.percentage.isNaN ? reached : min(100, max(reached, progress.percentage))
        count()
        return .progress(execution.progress)
    }

    private mutating func append(_ delta: String) throws(ExecutionRefusal) -> ExecutionEvent.Content? {
        try mustRun()
        let bytes = delta.utf8.count
        guard bytes > 0 else { return nil }
        guard outputBytes.addingSaturated(bytes) <= ExecutionLimits.outputBytes else { throw .tooMuchOutput }
        try findRoom()
        let index = outputCount
        outputCount = outputCount.addingSaturated(1)
        outputBytes += bytes
        count()
        return .output(index: index, delta: delta)
    }

    private mutating func spend(
        _ inputTokens: Int, _ outputTokens: Int, _ costUSD: Double
    ) throws(ExecutionRefusal) -> ExecutionEvent.Content? {
        try mustRun()
        add(inputTokens, outputTokens, costUSD)
        return nil
    }

    /// What is negative or no number counts as nothing: a sum never goes back.
    mutating func add(_ inputTokens: Int, _ outputTokens: Int, _ costUSD: Double) {
        execution.inputTokens = execution.inputTokens.addingSaturated(max(0, inputTokens))
        execution.outputTokens = execution.outputTokens.addingSaturated(max(0, outputTokens))
        if costUSD > 0 { execution.costUSD = min(execution.costUSD + costUSD, .greatestFiniteMagnitude) }
    }

    /// Why it fails for what it has spent; nil when it does not.
    func excess(of budget: ExecutionBudget?) -> ExecutionFailure? {
        guard execution.status == .running else { return nil }
        return budget?.excess(tokens: execution.totalTokens, costUSD: execution.costUSD)
    }

    private mutating func renew(until milliseconds: Int64) -> ExecutionEvent.Content? {
        if execution.status == .running { lease?.expiresAtMilliseconds = milliseconds }
        return nil
    }

    /// Refuses what only somebody who runs it can want.
    func mustRun() throws(ExecutionRefusal) {
        guard execution.status == .running else { throw .impossible(from: execution.status) }
    }

    private func findRoom() throws(ExecutionRefusal) {
        guard lastSeq < ExecutionLimits.events else { throw .tooManyEvents }
    }

    /// Takes the next `seq`.
    mutating func count() {
        lastSeq = lastSeq.addingSaturated(1)
    }

    /// Takes the next `seq` for a change of state that was made just now.
    mutating func nextUpdate(worker: String? = nil, reason: String? = nil, at milliseconds: Int64) -> ExecutionUpdate {
        count()
        return ExecutionUpdate(
            status: execution.status, attempt: execution.attempt, worker: worker, reason: reason, atMilliseconds: milliseconds)
    }
}
