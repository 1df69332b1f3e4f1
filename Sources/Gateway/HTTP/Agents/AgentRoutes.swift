import Agents
import Hummingbird

/// `GET /api/agents`: the agents that can be asked for. Scope `agents`.
struct AgentRoutes: Sendable {
    let service: AgentService
    let access: BearerAccess

    func add(to router: some RouterMethods<GatewayContext>) {
        router.read("api/agents") { request, _ in
            _ = try await access.agentUser(request)
            return JSONBody.response(ExecutionJSON.bytes(service.agents.agents))
        }
    }
}
