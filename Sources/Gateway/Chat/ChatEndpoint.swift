import Chat
import Identity
import Logging
import Wire

/// What all chat sockets share. Immutable; any thread.
public struct ChatEndpoint: Sendable {
    let service: ChatService
    let authenticator: Authenticator
    let limits: ConnectionLimits
    let operations: EndpointOperations
    let server: ServerInfo
    let heartbeatMilliseconds: Int
    let frameRate: FrameRate
    let failures: FailureLog

    public init(
        service: ChatService, authenticator: Authenticator, limits: ConnectionLimits, operations: Operations, server: ServerInfo,
        heartbeatMilliseconds: Int, frameRate: FrameRate, logger: Logger
    ) {
        self.service = service
        self.authenticator = authenticator
        self.limits = limits
        self.operations = operations.endpoint(Endpoint.chat.rawValue, operations: ["handshake"] + ChatClientFrame.types)
        self.server = server
        self.heartbeatMilliseconds = heartbeatMilliseconds
        self.frameRate = frameRate
        failures = FailureLog(logger: logger)
    }
}
