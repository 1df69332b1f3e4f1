import Chat
import Identity
import NIOCore
import Sockets
import Wire

extension ChatSession {
    func received(text: UnsafeRawBufferPointer, on connection: Connection) {
        guard case .live(let room) = state, let request = guardian.accept(text, connection, ChatRequest.decode) else { return }
        handle(request, room, connection)
    }

    private func handle(_ request: ChatRequest, _ room: Room, _ connection: Connection) {
        let (service, id, readAt) = (endpoint.service, request.id, connection.readAt)
        switch request.frame {
        case .message(let draft):
            commit(request, connection) { service.submit(draft, id: id, room: room, user: user, receivedAt: readAt, completion: $0) }
        case .edit(let message, let content):
            commit(request, connection) {
                service.edit(message, content: content, id: id, room: room, user: user, receivedAt: readAt, completion: $0)
            }
        case .delete(let message):
            commit(request, connection) { service.delete(message, id: id, room: room, user: user, receivedAt: readAt, completion: $0) }
        case .reaction(let message, let emoji, let isAdded):
            commit(request, connection) {
                service.react(message, emoji: emoji, isAdded: isAdded, id: id, room: room, user: user, receivedAt: readAt, completion: $0)
            }
        case .stop(let message):
            commit(request, connection) { service.stop(message, id: id, room: room, user: user, completion: $0) }
        case .read(let seq):
            commit(request, connection) { service.read(seq: seq, id: id, room: room, user: user, completion: $0) }
        case .typing(let isTyping):
            service.typing(isTyping, room: room, user: user)
            if id != nil { connection.send(text: ChatFrames.ack(id: id), type: "ack") }
            guardian.succeeded(request.frame.type, since: readAt)
        case .history(let before, let after, let limit):
            connection.beginWork()
            let query = HistoryQuery(id: id, before: before, after: after, limit: limit, receivedAt: readAt)
            if let next = queries.add(query) { ask(next, room, connection) }
        case .refresh(let token):
            guardian.refresh(id, token: token, connection) { [self] principal in renewed(principal, room, connection) }
        case .ping:
            guardian.pong(id, connection)
        }
    }

    /// From here on the new token says what the user may do; who came in by a scope that it lacks has to go.
    private func renewed(_ principal: Principal, _ room: Room, _ connection: Connection) {
        guard connection.isOpen else { return }
        user = ChatUser(principal)
        if !endpoint.service.renew(user, in: room) {
            connection.close(.forbidden, reason: "the new token does not allow this conversation")
        }
    }

    /// Asks for a change that is acknowledged when it is committed.
    private func commit(_ request: ChatRequest, _ connection: Connection, _ change: (@escaping Completion) -> Void) {
        let (type, readAt) = (request.frame.type, connection.readAt)
        connection.beginWork()
        change { [self] result in acknowledge(result, request.id, operation: type, receivedAt: readAt, connection) }
    }

    private typealias Completion = @Sendable (Result<Acknowledgement, ChatError>) -> Void

    /// Any thread: after a commit on the store's, where the end of the batch tells the loops; else on the caller's.
    private func acknowledge(
        _ result: Result<Acknowledgement, ChatError>, _ id: String?, operation: String, receivedAt: Int64, _ connection: Connection
    ) {
        switch result {
        case .success(let acknowledgement):
            guardian.succeeded(operation, since: receivedAt, subject: acknowledgement.messageID.map(OperationSubject.message))
            let answer: @Sendable () -> Void = {
                let frame = ChatFrames.ack(id: id, messageID: acknowledgement.messageID, seq: acknowledgement.seq)
                connection.send(text: frame, type: "ack")
                connection.endWork()
            }
            // What needs no commit is acknowledged on the loop itself, and a repeated stop on a task: no end of a batch follows.
            let isInBatch = operation != "stop" && !connection.loop.eventLoop.inEventLoop
            if isInBatch { connection.postInBatch(answer) } else { connection.post(answer) }
        case .failure(let error):
            connection.post { [self] in
                refuse(id, error, operation: operation, receivedAt: receivedAt, connection)
                connection.endWork()
            }
        }
    }

    private func ask(_ query: HistoryQuery, _ room: Room, _ connection: Connection) {
        let service = endpoint.service
        Task {
            do throws(ChatError) {
                let page = try await service.history(room, before: query.before, after: query.after, limit: query.limit)
                connection.post { [self] in
                    let frame = ChatFrames.history(id: query.id, messages: page.messages, hasMore: page.hasMore)
                    connection.send(text: frame, type: "history")
                    guardian.succeeded("history", since: query.receivedAt)
                    connection.whenFlushed { [self] in finishQuery(room, connection) }
                }
            } catch {
                connection.post { [self] in
                    refuse(query.id, error, operation: "history", receivedAt: query.receivedAt, connection)
                    finishQuery(room, connection)
                }
            }
        }
    }

    private func finishQuery(_ room: Room, _ connection: Connection) {
        connection.endWork()
        if let next = queries.finished() { ask(next, room, connection) }
    }

    private func refuse(
        _ id: String?, _ error: ChatError, operation: String, receivedAt: Int64, _ connection: Connection
    ) {
        endpoint.failures.record(error, of: operation)
        guardian.answer(
            id, error.code, error.message, error.retryAfterMilliseconds, operation: operation, since: receivedAt, connection)
    }
}
