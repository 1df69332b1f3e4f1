import Agents
import ChatTestSupport
import Wire

extension ExecutionStore {
    /// Commits one write and waits for it.
    @discardableResult
    public func perform(_ operation: ExecutionOperation) async throws(ExecutionStoreError) -> ExecutionOutcome {
        let result = await withCheckedContinuation { continuation in
            enqueue(ExecutionWrite(operation) { continuation.resume(returning: $0) })
        }
        return try result.get()
    }

    /// Enqueues writes one right after the other, and waits for all.
    ///
    /// - Returns: the results in the order in which they were called back.
    public func performTogether(_ operations: [ExecutionOperation]) async -> [Result<ExecutionOutcome, ExecutionStoreError>] {
        let results = Collected<Result<ExecutionOutcome, ExecutionStoreError>>()
        await withCheckedContinuation { continuation in
            for operation in operations {
                enqueue(
                    ExecutionWrite(operation) { result in
                        if results.append(result) == operations.count { continuation.resume() }
                    })
            }
        }
        return results.all
    }

    /// Makes an execution, and gives it back as it is.
    @discardableResult
    public func create(
        _ id: String, agent: String = "writer", by owner: String = "ada", key: String? = nil, at milliseconds: Int64 = 1_000
    ) async throws(ExecutionStoreError) -> ExecutionOutcome {
        try await perform(.create(.sample(id, agent: agent, by: owner, at: milliseconds), idempotencyKey: key))
    }

    /// Applies a change.
    @discardableResult
    public func change(
        _ id: String, by actor: ExecutionActor = .server, _ commands: ExecutionCommand..., at milliseconds: Int64 = 2_000
    ) async throws(ExecutionStoreError) -> ExecutionOutcome {
        try await perform(.change(ExecutionChange(id, by: actor, commands, atMilliseconds: milliseconds)))
    }

    /// All events of an execution.
    public func allEvents(of id: String, after seq: Int64 = 0) async throws(ExecutionStoreError) -> [ExecutionEvent] {
        var events: [ExecutionEvent] = []
        while true {
            let page = try await self.events(of: id, after: events.last?.seq ?? seq, limit: 1_000, maximumBytes: 1 << 20)
            events += page.events
            guard let last = page.events.last, last.seq < page.lastSeq else { return events }
        }
    }
}
