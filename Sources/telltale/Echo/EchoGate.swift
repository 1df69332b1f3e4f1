import NIOCore
import Sockets
import Wire

/// Lets every handshake in, whatever its path.
struct EchoGate: SocketGate {
    func decide(_ head: RequestHead, from peer: SocketAddress?, on loop: LoopHub) -> UpgradeDecision {
        guard let endpoint = loop.endpoint(.chat) else { return .http }
        return .socket(SocketAcceptance(endpoint: endpoint, session: EchoSession(), remoteAddress: peer?.ipAddress ?? ""))
    }
}
