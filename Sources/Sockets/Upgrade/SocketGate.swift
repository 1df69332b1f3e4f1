import NIOCore

/// Decides what becomes of a well-formed WebSocket handshake. Called on the connection's event loop; must not block.
public protocol SocketGate: Sendable {
    /// - Parameters:
    ///   - head: the request, checked by ``Handshake``.
    ///   - peer: the address at the other end of the TCP connection.
    func decide(_ head: RequestHead, from peer: SocketAddress?, on loop: LoopHub) -> UpgradeDecision
}

/// What becomes of a handshake.
public enum UpgradeDecision {
    /// The HTTP router answers.
    case http
    /// The socket opens.
    case socket(SocketAcceptance)
}

/// A socket that may open.
public struct SocketAcceptance {
    public var endpoint: EndpointLoop
    public var session: any SocketSession
    /// The subprotocol to select, if the client offered one that the endpoint speaks.
    public var subprotocol: String?
    /// The address that counts: see ``Connection/remoteAddress``.
    public var remoteAddress: String

    public init(endpoint: EndpointLoop, session: any SocketSession, subprotocol: String? = nil, remoteAddress: String) {
        self.endpoint = endpoint
        self.session = session
        self.subprotocol = subprotocol
        self.remoteAddress = remoteAddress
    }
}
