import Agents
import ServiceLifecycle

/// Lets agents run until the server stops, then ends what runs here, while its watchers are still there, and lets waiting workers go.
struct AgentsService: Service {
    let agents: AgentService

    func run() async throws {
        try? await gracefulShutdown()
        await agents.stop()
    }
}
