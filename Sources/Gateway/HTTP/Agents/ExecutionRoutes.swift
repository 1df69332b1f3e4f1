import Agents
import HTTPTypes
import Hummingbird
import Wire

/// `/api/agents/executions`: ask for executions, read, cancel, retry and delete them. Scope `agents`.
struct ExecutionRoutes: Sendable {
    let service: AgentService
    let access: BearerAccess
    /// How many events a page holds where nobody says.
    static let eventsUsually = 100

    func add(to router: some RouterMethods<GatewayContext>) {
        let group = router.group("api/agents/executions")
        group.post { request, context in try await create(request, context) }
        group.read { request, _ in try await list(request) }
        group.read("{id}") { request, context in try await read(request, context) }
        group.delete("{id}") { request, context in try await delete(request, context) }
        group.read("{id}/events") { request, context in try await events(request, context) }
        group.read("{id}/output") { request, context in try await output(request, context) }
        group.post("{id}/cancel") { request, context in try await cancel(request, context) }
        group.post("{id}/retry") { request, context in try await retry(request, context) }
    }

    private func create(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.agentWriter(request)
        let body = try ExecutionBody(try await RequestJSON.body(request, context, atMost: ExecutionBody.limit))
        let key = try IdempotencyKey.of(request, member: body.idempotencyKey)
        let draft = ExecutionDraft(agent: body.agent, input: body.input, labels: body.labels, idempotencyKey: key)
        return Self.answer(try await service.create(draft, by: user))
    }

    private func list(_ request: Request) async throws -> Response {
        let user = try await access.agentUser(request)
        let query = HTTPQuery(request)
        let page = try await service.executions(
            try ExecutionFilter(query), cursor: try query.text("cursor"), limit: try query.limit() ?? 50, by: user)
        return JSONBody.response(ExecutionJSON.bytes(page))
    }

    private func read(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.agentUser(request)
        return JSONBody.response(ExecutionJSON.bytes(try await service.execution(try context.pathValue("id"), by: user)))
    }

    private func events(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.agentUser(request)
        let query = HTTPQuery(request)
        let page = try await service.events(
            of: try context.pathValue("id"), after: try query.number("after") ?? 0,
            limit: try query.limit() ?? Self.eventsUsually, by: user)
        return JSONBody.response(ExecutionJSON.bytes(page))
    }

    private func output(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.agentUser(request)
        let form = try HTTPQuery(request).word("format", OutputAnswer.Form.self)
        let execution = try await service.execution(try context.pathValue("id"), by: user)
        return try OutputAnswer(execution, form: form, accept: request.headers[values: .accept]).response
    }

    private func cancel(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.agentWriter(request)
        let body = try CancelBody(try await RequestJSON.body(request, context))
        let cancellation = try await service.cancel(try context.pathValue("id"), reason: body.reason, by: user)
        return JSONBody.response(ExecutionJSON.bytes(cancellation.execution))
    }

    private func retry(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.agentWriter(request)
        let body = try RetryBody(try await RequestJSON.body(request, context))
        let key = try IdempotencyKey.of(request, member: body.idempotencyKey)
        return Self.answer(try await service.retry(try context.pathValue("id"), idempotencyKey: key, by: user))
    }

    private func delete(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.agentWriter(request)
        try await service.delete(try context.pathValue("id"), by: user)
        return Response(status: .noContent)
    }

    /// 201 for what was made now, 200 for what the same key made before.
    private static func answer(_ created: CreatedExecution) -> Response {
        let location = HTTPFields([.init(name: .location, value: "/api/agents/executions/\(created.execution.id)")])
        return JSONBody.response(ExecutionJSON.bytes(created.execution), status: created.isNew ? .created : .ok, fields: location)
    }
}
