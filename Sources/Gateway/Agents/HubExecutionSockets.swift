import Agents
import Sockets
import Wire

/// The sockets that watch executions on this node.
public struct HubExecutionSockets: ExecutionSockets {
    private let hub: Hub

    public init(hub: Hub) {
        self.hub = hub
    }

    public func dismiss(group: String) {
        hub.close(in: group, code: .notFound, reason: "the execution was deleted")
    }
}
