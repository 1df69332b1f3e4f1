import Wire

extension AgentService {
    /// Commits one write; what it means is taken in before the caller goes on.
    ///
    /// - Parameter receivedAt: monotonic nanoseconds when the frame was received that causes it; 0 when none does.
    func commit(_ operation: ExecutionOperation, receivedAt: Int64 = 0) async throws(AgentError) -> ExecutionOutcome {
        let result = await withCheckedContinuation { continuation in
            enqueue(operation, receivedAt: receivedAt) { continuation.resume(returning: $0) }
        }
        do {
            return try result.get()
        } catch {
            log.record("A change of an execution could not be stored", error)
            throw AgentError(error)
        }
    }

    /// As ``commit(_:receivedAt:)``, without suspending.
    ///
    /// - Parameter completion: called exactly once: on the store's thread after its outcome was taken in, or at once on the
    ///   caller's when the store is full.
    func enqueue(
        _ operation: ExecutionOperation, receivedAt: Int64 = 0,
        completion: @escaping @Sendable (Result<ExecutionOutcome, ExecutionStoreError>) -> Void
    ) {
        store.enqueue(
            ExecutionWrite(operation) { [self] result in
                if case .success(let outcome) = result { committed(outcome, receivedAt: receivedAt) }
                completion(result)
            })
    }

    /// Reads from the store, with its errors in the words of the protocol.
    func reading<Value>(_ body: () async throws(ExecutionStoreError) -> Value) async throws(AgentError) -> Value {
        do {
            return try await body()
        } catch {
            log.record("Executions could not be read", error)
            throw AgentError(error)
        }
    }

    /// What was committed reaches watchers, the desk and the counters. Called on the store's thread, in the order of commits.
    private func committed(_ outcome: ExecutionOutcome, receivedAt: Int64) {
        switch outcome {
        case .created(let record):
            publish([record.creation], of: record.execution.id, receivedAt: receivedAt)
            take(record)
        case .changed(let record, let events):
            publish(events, of: record.execution.id, receivedAt: receivedAt)
            take(record)
        case .deleted(let record):
            sockets.dismiss(group: Self.group(of: record.execution.id))
        case .repeated, .refused, .noExecution:
            break
        }
    }

    private func take(_ record: ExecutionRecord) {
        let moment = AgentMoment(clock)
        let effects = desk.take(record, at: moment)
        effects.cancelled?.cancel()
        count(record.execution, effects, at: moment)
        switch effects.step {
        case .made, .requeued, .ended: pump()
        case .started, .none: break
        }
    }

    private func count(_ execution: Execution, _ effects: DeskState.Effects, at moment: AgentMoment) {
        if effects.spent != SpentUsage() {
            metrics.spent(effects.spent, platform: execution.platform, model: modelLabel(of: execution.agent))
        }
        switch effects.step {
        case .started(let waitedMilliseconds):
            metrics.started(execution, waitedMilliseconds: waitedMilliseconds)
        case .ended:
            metrics.ended(execution, model: modelLabel(of: execution.agent))
            let milliseconds = max(0, moment.unixMilliseconds - execution.createdAtMilliseconds)
            observer.ended(execution, nanoseconds: min(milliseconds, .max / 1_000_000) * 1_000_000)
        case .made, .requeued, .none:
            break
        }
    }
}
