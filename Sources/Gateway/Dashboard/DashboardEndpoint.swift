import LiveFeed
import Wire

/// What all dashboard sockets share. Immutable; any thread.
public struct DashboardEndpoint: Sendable {
    let feed: LiveFeed
    let authenticator: Authenticator
    let limits: ConnectionLimits
    let operations: EndpointOperations
    let server: ServerInfo
    let frameRate: FrameRate

    public init(
        feed: LiveFeed, authenticator: Authenticator, limits: ConnectionLimits, operations: Operations, server: ServerInfo,
        frameRate: FrameRate
    ) {
        self.feed = feed
        self.authenticator = authenticator
        self.limits = limits
        self.operations = operations.endpoint(Endpoint.dashboard.rawValue)
        self.server = server
        self.frameRate = frameRate
    }
}
