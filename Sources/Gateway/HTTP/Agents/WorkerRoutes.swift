import Agents
import Hummingbird
import Sockets

/// What workers do: claim executions, and report on them. Scope `agents:write`.
struct WorkerRoutes: Sendable {
    let service: AgentService
    let access: BearerAccess

    func add(to router: some RouterMethods<GatewayContext>) {
        router.post("api/agents/claims") { request, context in try await claim(request, context) }
        router.post("api/agents/executions/{id}/events") { request, context in try await report(request, context) }
    }

    private func claim(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let worker = try await access.worker(request)
        let asked = try ClaimBody(try await RequestJSON.body(request, context)).request
        guard let claim = try await claim(asked, worker, context) else { return Response(status: .noContent) }
        return JSONBody.response(ExecutionJSON.bytes(claim))
    }

    /// A worker that goes while it waits must get nothing: an execution that it never heard of would be silent until its lease
    /// runs out.
    private func claim(_ asked: ClaimRequest, _ worker: AgentWorker, _ context: GatewayContext) async throws -> Claim? {
        let service = service
        return try await context.waited.measure {
            try await ClientPresence.whileThere(on: context.channel) { try await service.claim(asked, by: worker) }
        }
    }

    private func report(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let worker = try await access.worker(request)
        let body = try ReportBody(try await RequestJSON.body(request, context, atMost: ReportBody.limit))
        let receipt = try await service.report(body.report, on: try context.pathValue("id"), by: worker)
        return JSONBody.response(ExecutionJSON.bytes(receipt))
    }
}
