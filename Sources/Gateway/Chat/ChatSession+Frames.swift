import Chat
import NIOCore
import Sockets
import Wire

extension ChatSession {
    func received(text: UnsafeRawBufferPointer, on connection: Connection) {
        guard case .live(let room) = state, let request = guardian.accept(text, connection, ChatRequest.decode) else { return }
        handle(request, room, connection)
    }

    private func handle(_ request: ChatRequest, _ room: Room, _ connection: Connection) {
        let (type, receivedAt) = (request.frame.type, connection.readAt)
        switch request.frame {
        case .message(let draft):
            connection.beginWork()
            endpoint.service.submit(draft, id: request.id, room: room, user: user, receivedAt: receivedAt) { [self] result in
                acknowledge(result, request.id, operation: type, receivedAt: receivedAt, connection)
            }
        case .read(let seq):
            connection.beginWork()
            endpoint.service.read(seq: seq, id: request.id, room: room, user: user) { [self] result in
                acknowledge(result, request.id, operation: type, receivedAt: receivedAt, connection)
            }
        case .typing(let isTyping):
            endpoint.service.typing(isTyping, room: room, user: user)
            if request.id != nil { connection.send(text: ChatFrames.ack(id: request.id), type: "ack") }
            guardian.succeeded(type, since: receivedAt)
        case .history(let before, let after, let limit):
            connection.beginWork()
            let query = HistoryQuery(id: request.id, before: before, after: after, limit: limit, receivedAt: receivedAt)
            if let next = queries.add(query) { ask(next, room, connection) }
        case .refresh(let token):
            guardian.refresh(request.id, token: token, connection)
        case .ping:
            guardian.pong(request.id, connection)
        }
    }

    /// Any thread: after a commit on the store's, where the end of the batch tells the loops; else on the caller's.
    private func acknowledge(
        _ result: Result<Acknowledgement, ChatError>, _ id: String?, operation: String, receivedAt: Int64, _ connection: Connection
    ) {
        switch result {
        case .success(let acknowledgement):
            guardian.succeeded(operation, since: receivedAt, messageID: acknowledgement.messageID)
            let answer: @Sendable () -> Void = {
                let frame = ChatFrames.ack(id: id, messageID: acknowledgement.messageID, seq: acknowledgement.seq)
                connection.send(text: frame, type: "ack")
                connection.endWork()
            }
            // A read mark that needs no commit is acknowledged on the loop itself, which no end of a batch will wake.
            if connection.loop.eventLoop.inEventLoop { connection.post(answer) } else { connection.postInBatch(answer) }
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
