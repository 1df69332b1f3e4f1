import Agents
import Wire

/// What all sockets of executions share. Immutable; any thread.
public struct AgentEndpoint: Sendable {
    let service: AgentService
    let authenticator: Authenticator
    let limits: ConnectionLimits
    let operations: EndpointOperations
    let server: ServerInfo
    let heartbeatMilliseconds: Int
    let frameRate: FrameRate

    public init(
        service: AgentService, authenticator: Authenticator, limits: ConnectionLimits, operations: Operations, server: ServerInfo,
        heartbeatMilliseconds: Int, frameRate: FrameRate
    ) {
        self.service = service
        self.authenticator = authenticator
        self.limits = limits
        self.operations = operations.endpoint(Endpoint.agents.rawValue, operations: ["handshake"] + AgentClientFrame.types)
        self.server = server
        self.heartbeatMilliseconds = heartbeatMilliseconds
        self.frameRate = frameRate
    }
}
