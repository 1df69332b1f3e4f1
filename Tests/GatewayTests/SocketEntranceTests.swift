import Agents
import AgentsTestSupport
import ChannelLayer
import Chat
import ChatTestSupport
import Identity
import LiveFeed
import Logging
import Sockets
import Telemetry
import Testing
import Wire

@testable import Gateway

@Suite("A request for a socket that did not become one")
struct SocketEntranceTests {
    private let registry = Registry()
    private let entrance: SocketEntrance

    private static let handshake = [
        "upgrade": "websocket", "connection": "Upgrade", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "host": "telltale.example",
    ]

    init() throws {
        let layer = InMemoryChannelLayer(receiver: RecordingReceiver(), registry: registry)
        let chat = ChatService(
            store: InMemoryMessageStore(), layer: layer, registry: registry, configuration: ChatConfiguration(roomsOpenOnFirstUse: true),
            clock: ManualClock(), ids: SequentialIDs(),
            sockets: RecordingSockets())
        let authenticator = Authenticator(
            verifier: TokenVerifier(keys: try KeySet.secret([UInt8](repeating: 7, count: 32)), policy: TokenPolicy()),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let limits = ConnectionLimits(perNode: 0, perAddress: 0, perUser: 0)
        let operations = Operations(registry: registry)
        let agents = AgentService(
            store: InMemoryExecutionStore(), layer: layer, registry: registry, clock: ManualClock(),
            sockets: RecordingExecutionSockets(), observer: operations)
        let server = ServerInfo(name: "telltale", version: "1", node: "a")
        let rate = FrameRate(perSecond: 0, burst: 0, maximumRefusals: 0)
        entrance = SocketEntrance(
            origins: OriginPolicy(allowing: []), proxies: TrustedProxies([]), metrics: SocketMetrics(registry: registry),
            chat: ChatEndpoint(
                service: chat, authenticator: authenticator, limits: limits, operations: operations, server: server,
                heartbeatMilliseconds: 25_000, frameRate: rate, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }),
            agents: AgentEndpoint(
                service: agents, authenticator: authenticator, limits: limits, operations: operations, server: server,
                heartbeatMilliseconds: 25_000, frameRate: rate),
            dashboard: DashboardEndpoint(
                feed: LiveFeed(node: "a", registry: registry, flush: {}, unixMilliseconds: { 0 }), authenticator: authenticator,
                limits: limits,
                operations: operations, server: server, frameRate: rate))
    }

    private func answer(
        _ uri: String = "/ws/chat/lobby/", method: String = "GET", changes: [String: String?] = [:]
    ) -> RefusalAnswer? {
        refusal(uri, method: method, changes: changes)?.answer
    }

    private func refusal(
        _ uri: String = "/ws/chat/lobby/", method: String = "GET", changes: [String: String?] = [:]
    ) -> HandshakeRefusal? {
        var fields = Self.handshake
        for (name, value) in changes { fields[name] = value }
        return entrance.answer(method: method, uri: uri) { name in fields[name].map { [$0] } ?? [] }
    }

    private func refused(_ endpoint: String, _ reason: String) -> Double? {
        registry.snapshot().family("telltale_websocket_connections_refused_total")?.number(endpoint, reason)
    }

    @Test("is told to upgrade when it is plain or of another version")
    func plain() {
        for changes in [["upgrade": nil], ["sec-websocket-version": "8"]] as [[String: String?]] {
            let answer = answer("/ws/dashboard/", changes: changes)
            #expect(answer?.status == 426)
            #expect(answer?.fields["Sec-WebSocket-Version"] == "13")
        }
        #expect(answer("/ws/agents/execution/e1/", changes: ["upgrade": nil])?.status == 426)
        #expect(refused("dashboard", "handshake") == 2)
        #expect(refused("agents", "handshake") == 1)
    }

    @Test("gets 400 when it is malformed, when it offers a token alone, and when it is not the first of its connection")
    func malformed() {
        #expect(answer(method: "POST")?.status == 400)
        #expect(answer(changes: ["sec-websocket-key": "short"])?.status == 400)
        #expect(answer(changes: ["sec-websocket-protocol": "telltale.token.a.b.c"]) == .tokenAlone)
        #expect(answer()?.status == 400)
        #expect(refused("chat", "handshake") == 4)
    }

    @Test("gets 403 from a foreign page, and the counter says so")
    func foreign() {
        #expect(answer(changes: ["origin": "https://evil.example"]) == .foreignOrigin)
        #expect(answer(changes: ["origin": "https://evil.example"])?.status == 403)
        #expect(refused("chat", "origin") == 2)
    }

    @Test("is not answered here when no socket has its path")
    func elsewhere() {
        #expect(answer("/metrics") == nil)
        #expect(answer("/ws/unknown/") == nil)
    }
}
