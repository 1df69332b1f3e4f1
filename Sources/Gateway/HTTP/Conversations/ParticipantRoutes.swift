import Chat
import HTTPTypes
import Hummingbird

/// `/api/conversations/<id>/participants`: let users in, and take them out. Scope `chat`.
struct ParticipantRoutes: Sendable {
    let service: ChatService
    let access: BearerAccess

    /// The longest id of a user, in bytes, as in tokens.
    static let userIDLimit = 255

    func add(to router: some RouterMethods<GatewayContext>) {
        let group = router.group("api/conversations/{id}/participants")
        group.post { request, context in try await add(request, context) }
        group.delete("{user_id}") { request, context in try await remove(request, context) }
    }

    private func add(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.chatWriter(request)
        let body = try ParticipantsBody(try await RequestJSON.body(request, context))
        let detail = try await service.addParticipants(try context.pathValue("id"), body.participants, by: user)
        return JSONBody.response(ConversationJSON(defaultAssistant: service.defaultAssistant).bytes(detail))
    }

    private func remove(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.chatWriter(request)
        let userID = try context.pathValue("user_id")
        guard userID.utf8.count <= Self.userIDLimit else {
            throw HTTPRefusal.malformed("the id of a user has at most \(Self.userIDLimit) bytes")
        }
        try await service.removeParticipant(try context.pathValue("id"), userID: userID, by: user)
        return Response(status: .noContent)
    }
}
