import Chat
import HTTPTypes
import Hummingbird
import Sockets
import Wire

/// `/api/conversations/<id>/messages` and `/api/search`: say something, and read what was said. Scope `chat`.
struct MessageRoutes: Sendable {
    let service: ChatService
    let access: BearerAccess
    /// The most bytes of a message that is posted, its JSON included: as much as a socket takes.
    let messageBytes: Int

    func add(to router: some RouterMethods<GatewayContext>) {
        let group = router.group("api/conversations/{id}/messages")
        group.read { request, context in try await page(request, context) }
        group.post { request, context in try await post(request, context) }
        group.read("{message_id}") { request, context in try await read(request, context) }
        router.read("api/search") { request, _ in try await search(request) }
    }

    private func page(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.chatUser(request)
        let query = HTTPQuery(request)
        let page = try await service.messages(
            of: try context.pathValue("id"), before: try query.number("before"), after: try query.number("after"),
            limit: try query.limit() ?? 50, user: user)
        return JSONBody.response(ChatFrames.messagePage(page.messages, hasMore: page.hasMore))
    }

    private func post(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let receivedAt = MonotonicTime.nanoseconds()
        let user = try await access.chatWriter(request)
        let conversationID = try context.pathValue("id")
        let body = try MessageBody(try await RequestJSON.body(request, context, atMost: messageBytes))
        let (message, isNew) = try await service.post(
            body.draft, id: body.id, in: conversationID, user: user, receivedAt: receivedAt)
        let location = HTTPFields([.init(name: .location, value: "/api/conversations/\(conversationID)/messages/\(message.id)")])
        return JSONBody.response(MessageJSON.bytes(message), status: isNew ? .created : .ok, fields: location)
    }

    private func read(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.chatUser(request)
        let messageID = try context.pathValue("message_id")
        let message = try await service.message(messageID, of: try context.pathValue("id"), user: user)
        return JSONBody.response(MessageJSON.bytes(message))
    }

    private func search(_ request: Request) async throws -> Response {
        let user = try await access.chatUser(request)
        let query = HTTPQuery(request)
        guard let text = try query.text("q") else { throw HTTPRefusal.malformed("q, the words to look for, is missing") }
        let result = try await service.search(
            text, in: try query.text("conversation"), cursor: try query.text("cursor"), limit: try query.limit() ?? 20, user: user)
        return JSONBody.response(MessageJSON.bytes(result))
    }
}
