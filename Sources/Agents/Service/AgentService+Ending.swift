import Essentials
import Wire

extension AgentService {
    /// Ends an execution that waits or runs. Its owner and administrators may. One that is over stays as it is.
    ///
    /// - Parameter reason: for its watchers, at most ``Wire/AgentClientFrame/reasonLimit`` bytes.
    /// - Throws: ``AgentError`` `bad_frame`, `not_found`, `forbidden`, or what the store suffers.
    public func cancel(_ id: String, reason: String?, by user: AgentUser) async throws(AgentError) -> Cancellation {
        guard (reason?.utf8.count ?? 0) <= AgentClientFrame.reasonLimit else {
            throw .malformed("reason must have at most \(AgentClientFrame.reasonLimit) bytes")
        }
        _ = try await accessible(id, to: user)
        return try Cancellation(try await commit(cancellation(of: id, reason)))
    }

    /// As ``cancel(_:reason:by:)``, for a socket that has entered: without suspending, and without asking who it is.
    ///
    /// - Parameters:
    ///   - receivedAt: monotonic nanoseconds when the frame was received; travels with the event.
    ///   - completion: called exactly once after the commit, or its failure; on any thread.
    public func cancel(
        _ id: String, reason: String?, receivedAt: Int64, completion: @escaping @Sendable (Result<Cancellation, AgentError>) -> Void
    ) {
        enqueue(cancellation(of: id, reason), receivedAt: receivedAt) { [log] result in
            switch result {
            case .success(let outcome):
                completion(Result { () throws(AgentError) in try Cancellation(outcome) })
            case .failure(let error):
                log.record("An execution could not be cancelled", error)
                completion(.failure(AgentError(error)))
            }
        }
    }

    /// Deletes an execution that is over; sockets that watch it are closed. Its owner and administrators may.
    ///
    /// - Throws: ``AgentError`` `bad_frame`, `not_found`, `forbidden`, `conflict` while it is not over, or what the store suffers.
    public func delete(_ id: String, by user: AgentUser) async throws(AgentError) {
        _ = try await accessible(id, to: user)
        let outcome = try await commit(.delete(executionID: id))
        guard case .deleted = outcome else { throw AgentError(outcome) }
    }

    private func cancellation(of id: String, _ reason: String?) -> ExecutionOperation {
        .change(ExecutionChange(id, by: .server, [.cancel(reason: reason)], atMilliseconds: clock.unixMilliseconds()))
    }
}

extension Cancellation {
    fileprivate init(_ outcome: ExecutionOutcome) throws(AgentError) {
        guard case .changed(let record, _) = outcome else { throw AgentError(outcome) }
        self.init(execution: record.execution, seq: record.execution.status == .cancelled ? record.cancelledSeq : nil)
    }
}
