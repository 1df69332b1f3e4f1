import Chat
import HTTPTypes
import Hummingbird

/// `/api/conversations`: make, list, read and change conversations. Scope `chat`.
struct ConversationRoutes: Sendable {
    let service: ChatService
    let access: BearerAccess

    private var json: ConversationJSON { ConversationJSON(defaultAssistant: service.defaultAssistant) }

    func add(to router: some RouterMethods<GatewayContext>) {
        let group = router.group("api/conversations")
        group.post { request, context in try await create(request, context) }
        group.read { request, _ in try await list(request) }
        group.read("{id}") { request, context in try await read(request, context) }
        group.patch("{id}") { request, context in try await change(request, context) }
    }

    private func create(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.chatWriter(request)
        let draft = try ConversationBody(try await RequestJSON.body(request, context))
        let detail = try await service.createConversation(
            id: draft.id, title: draft.title, assistant: draft.assistant, participants: draft.participants, by: user)
        let location = HTTPFields([.init(name: .location, value: "/api/conversations/\(detail.conversation.id)")])
        return JSONBody.response(json.bytes(detail), status: .created, fields: location)
    }

    private func list(_ request: Request) async throws -> Response {
        let user = try await access.chatUser(request)
        let query = HTTPQuery(request)
        let page = try await service.conversations(
            of: user, archived: try query.flag("archived") ?? false, cursor: try query.text("cursor"), limit: try query.limit() ?? 50)
        return JSONBody.response(json.bytes(page))
    }

    private func read(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.chatUser(request)
        let detail = try await service.conversation(try context.pathValue("id"), user: user)
        return JSONBody.response(json.bytes(detail))
    }

    private func change(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.chatWriter(request)
        let body = try ConversationChangeBody(try await RequestJSON.body(request, context))
        let detail = try await service.changeConversation(try context.pathValue("id"), body.change, by: user)
        return JSONBody.response(json.bytes(detail))
    }
}
