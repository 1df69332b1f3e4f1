import NIOCore
import Sockets
import Wire

/// Decides which handshakes become sockets, and what HTTP answers to the others.
///
/// A request is judged here twice at most: on its connection's loop, and, if it stays HTTP, by the router that has to say why.
public struct SocketEntrance: SocketGate {
    private let origins: OriginPolicy
    private let proxies: TrustedProxies
    private let metrics: SocketMetrics
    private let chat: ChatEndpoint
    private let agents: AgentEndpoint
    private let dashboard: DashboardEndpoint

    public init(
        origins: OriginPolicy, proxies: TrustedProxies, metrics: SocketMetrics, chat: ChatEndpoint, agents: AgentEndpoint,
        dashboard: DashboardEndpoint
    ) {
        self.origins = origins
        self.proxies = proxies
        self.metrics = metrics
        self.chat = chat
        self.agents = agents
        self.dashboard = dashboard
    }

    /// What the chat sockets of each user share; nil without a limit.
    var chatRates: UserFrameRates? { chat.frameRate.users }

    public func decide(_ head: RequestHead, from peer: SocketAddress?, on loop: LoopHub) -> UpgradeDecision {
        let target = RequestTarget(head.target)
        let values = head.values
        guard let route = SocketRoute(path: target.path), let endpoint = loop.endpoint(route.endpoint),
            let offer = try? offer(route, target, values)
        else { return .http }
        let address = proxies.client(
            peer: peer?.addressText ?? "", forwarded: values("forwarded"), forwardedFor: values("x-forwarded-for"))
        return .socket(
            SocketAcceptance(
                endpoint: endpoint, session: session(route, target, offer.token), subprotocol: offer.subprotocol,
                remoteAddress: address))
    }

    /// What HTTP answers to a request for a socket that did not become one; nil when the path is none of a socket.
    ///
    /// - Parameters:
    ///   - uri: the request's target.
    ///   - values: all values of a header field by its lower-case name.
    func answer(method: String, uri: String, values: (String) -> [String]) -> HandshakeRefusal? {
        let target = RequestTarget(uri)
        guard let route = SocketRoute(path: target.path) else { return nil }
        let answer = refusal(route, target, method: method, values)
        metrics.countRefused(route.endpoint, reason: answer == .foreignOrigin ? "origin" : "handshake")
        return HandshakeRefusal(endpoint: route.endpoint, answer: answer)
    }

    private func refusal(
        _ route: SocketRoute, _ target: RequestTarget, method: String, _ values: (String) -> [String]
    ) -> RefusalAnswer {
        do {
            _ = try Handshake.check(method: method, isHTTP11: true, values: values)
            _ = try offer(route, target, values)
            return .malformed("a WebSocket handshake must be the first request of its connection")
        } catch let answer as RefusalAnswer {
            return answer
        } catch Handshake.Refusal.malformed(let reason) {
            return .malformed(reason)
        } catch {
            return .upgradeRequired
        }
    }

    private func offer(
        _ route: SocketRoute, _ target: RequestTarget, _ values: (String) -> [String]
    ) throws(RefusalAnswer) -> TokenOffer {
        guard origins.allows(origin: values("origin").first, host: values("host").first) else { throw .foreignOrigin }
        let offer = TokenOffer(query: target.parameter("token"), speaks: route.subprotocol, values: values)
        guard !offer.offersTokenAlone else { throw .tokenAlone }
        return offer
    }

    private func session(_ route: SocketRoute, _ target: RequestTarget, _ token: String?) -> any SocketSession {
        switch route {
        case .chat(let id):
            ChatSession(endpoint: chat, conversationID: id, since: target.parameter("since"), token: token)
        case .execution(let id):
            AgentSession(endpoint: agents, executionID: id, since: target.parameter("since"), token: token)
        case .dashboard:
            DashboardSession(endpoint: dashboard, token: token)
        }
    }
}
