import Chat
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Wire

/// `/api/conversations`: make, list and read conversations and their messages. Scope `chat`.
struct ConversationRoutes: Sendable {
    let service: ChatService
    let access: BearerAccess

    func add(to router: Router<GatewayContext>) {
        let group = router.group("api/conversations")
        group.post { request, context in try await create(request, context) }
        group.read { request, context in try await list(request) }
        group.read("{id}") { request, context in try await read(request, context) }
        group.read("{id}/messages") { request, context in try await messages(request, context) }
    }

    private func create(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await user(request)
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        let draft = try ConversationBody(body)
        let detail = try await service.createConversation(
            id: draft.id, title: draft.title, participants: draft.participants, by: user)
        let location = HTTPFields([.init(name: .location, value: "/api/conversations/\(detail.conversation.id)")])
        return JSONBody.response(ConversationJSON.bytes(detail), status: .created, fields: location)
    }

    private func list(_ request: Request) async throws -> Response {
        let user = try await user(request)
        let limit = try number("limit", request) ?? 50
        let page = try await service.conversations(
            of: user, cursor: request.uri.queryParameters["cursor"].map(String.init), limit: Int(limit))
        return JSONBody.response(ConversationJSON.bytes(page))
    }

    private func read(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await user(request)
        let detail = try await service.conversation(try context.parameters.require("id"), user: user)
        return JSONBody.response(ConversationJSON.bytes(detail))
    }

    private func messages(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await user(request)
        let page = try await service.messages(
            of: try context.parameters.require("id"), before: try number("before", request), after: try number("after", request),
            limit: Int(try number("limit", request) ?? 50), user: user)
        return JSONBody.response(ChatFrames.messagePage(page.messages, hasMore: page.hasMore))
    }

    private func user(_ request: Request) async throws -> ChatUser {
        let principal = try await access.principal(request, scopes: .chat)
        return ChatUser(id: principal.userID, name: principal.name, isAdmin: principal.scopes.contains(.admin))
    }

    /// A parameter that must be a whole number from 0 to 2⁶³ − 1; nil when it is absent. `Chat` checks narrower bounds.
    private func number(_ name: String, _ request: Request) throws(HTTPRefusal) -> Int64? {
        guard let text = request.uri.queryParameters[Substring(name)] else { return nil }
        guard let value = Int64(text), value >= 0 else {
            throw HTTPRefusal(.badRequest, .badFrame, "\(name) must be a whole number from 0 to \(Int64.max)")
        }
        return value
    }
}
