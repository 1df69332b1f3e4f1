import Agents
import Identity
import Sockets
import Wire

extension AgentSession {
    func received(text: UnsafeRawBufferPointer, on connection: Connection) {
        guard case .live(let ownerID, _) = state, let request = guardian.accept(text, connection, AgentRequest.decode) else { return }
        handle(request, ownerID, connection)
    }

    private func handle(_ request: AgentRequest, _ ownerID: String, _ connection: Connection) {
        let id = request.id
        switch request.frame {
        case .getStatus:
            connection.beginWork()
            if let next = queries.add(StatusQuery(id: id, receivedAt: connection.readAt)) { ask(next, connection) }
        case .cancel(let reason):
            cancel(id, reason: reason, connection)
        case .refresh(let token):
            guardian.refresh(id, token: token, connection) { [self] principal in renewed(principal, ownerID, connection) }
        case .ping:
            guardian.pong(id, connection)
        }
    }

    /// From here on the new token says what the user may do; who came in by a scope that it lacks has to go.
    private func renewed(_ principal: Principal, _ ownerID: String, _ connection: Connection) {
        guard connection.isOpen else { return }
        let user = AgentUser(principal)
        state = .live(ownerID: ownerID, user: user)
        if !user.mayAccess(executionsOf: ownerID) {
            connection.close(.forbidden, reason: "the new token does not allow this execution")
        }
    }

    /// Acknowledged when it is committed: on the store's thread, or on the caller's when there was nothing to change.
    private func cancel(_ id: String?, reason: String?, _ connection: Connection) {
        let readAt = connection.readAt
        connection.beginWork()
        endpoint.service.cancel(executionID, reason: reason, receivedAt: readAt) { [self] result in
            connection.post { [self] in
                switch result {
                case .success(let cancellation):
                    let frame = AgentFrames.ack(
                        id: id, executionID: executionID, status: cancellation.execution.status, seq: cancellation.seq)
                    connection.send(text: frame, type: "ack")
                    guardian.succeeded("cancel", since: readAt, subject: .execution(executionID))
                case .failure(let error):
                    refuse(id, error, operation: "cancel", receivedAt: readAt, connection)
                }
                connection.endWork()
            }
        }
    }

    /// Answers are large: the next one is made when this one has left, so that asking often makes nobody slow.
    private func ask(_ query: StatusQuery, _ connection: Connection) {
        guard case .live(_, let user) = state else { return }
        let (service, id) = (endpoint.service, executionID)
        Task {
            do throws(AgentError) {
                let execution = try await service.execution(id, by: user)
                connection.post { [self] in
                    connection.send(text: AgentFrames.status(id: query.id, execution), type: "execution_update")
                    guardian.succeeded("get_status", since: query.receivedAt, subject: .execution(id))
                    connection.whenFlushed { [self] in finishQuery(connection) }
                }
            } catch {
                connection.post { [self] in
                    refuse(query.id, error, operation: "get_status", receivedAt: query.receivedAt, connection)
                    finishQuery(connection)
                }
            }
        }
    }

    private func finishQuery(_ connection: Connection) {
        connection.endWork()
        if let next = queries.finished() { ask(next, connection) }
    }

    private func refuse(
        _ id: String?, _ error: AgentError, operation: String, receivedAt: Int64, _ connection: Connection
    ) {
        guardian.answer(
            id, error.code, error.message, error.retryAfterMilliseconds, operation: operation, since: receivedAt, connection)
    }
}
