import NIOCore
import Sockets

/// Leaves every handshake to the router: for a port without sockets.
struct NoSockets: SocketGate {
    func decide(_ head: RequestHead, from peer: SocketAddress?, on loop: LoopHub) -> UpgradeDecision {
        .http
    }
}
