import Agents
import AgentsTestSupport
import ChannelLayer
import Chat
import ChatTestSupport
import Hummingbird
import Identity
import LiveFeed
import Logging
import NIOCore
import NIOPosix
import Sockets
import Telemetry
import Wire

@testable import Gateway

/// A node's sockets behind a port of its own: all but the database and the process.
final class SocketNode: Sendable {
    let store = InMemoryMessageStore()
    let clock = ManualClock()
    let registry = Registry()
    let service: ChatService
    let executions = InMemoryExecutionStore()
    let eventFailures: EventFailures
    let layer: InMemoryChannelLayer
    let agents: AgentService
    let operations: Operations
    let port: Int
    private let signer: TokenSigner
    let group: MultiThreadedEventLoopGroup
    private let listener: Listener

    private struct HubReceiver: LayerReceiver {
        let hub: Hub

        func receive(_ event: LayerEvent) {
            hub.publish(
                group: event.group, payload: event.payload, seq: event.seq ?? 0, part: event.part, receivedAt: event.receivedAt,
                subjectID: event.subjectID)
        }

        func flush() { hub.flush() }
    }

    private init(loops: Int, frameRate: FrameRate, socketsPerUser: Int, assistant: AssistantConfiguration?) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        group = MultiThreadedEventLoopGroup(numberOfThreads: loops)
        let metrics = SocketMetrics(registry: registry)
        let profiles = [Endpoint.chat, .agents].map {
            EndpointProfile(endpoint: $0, messageLimit: 64 << 10, outboxBudget: 0, heartbeatInterval: 0)
        }
        let hub = Hub(eventLoops: Array(group.makeIterator()), profiles: profiles, metrics: metrics, makeShard: registry.makeShard)
        layer = InMemoryChannelLayer(receiver: HubReceiver(hub: hub), registry: registry)
        service = ChatService(
            store: store, layer: layer, registry: registry,
            configuration: ChatConfiguration(roomsOpenOnFirstUse: true), clock: clock, ids: SequentialIDs(),
            sockets: HubRoomSockets(hub: hub), assistant: assistant)
        operations = Operations(registry: registry)
        eventFailures = EventFailures(executions)
        agents = AgentService(
            store: eventFailures, layer: layer, registry: registry, clock: clock, sockets: HubExecutionSockets(hub: hub),
            observer: operations)
        let secret = [UInt8](repeating: 7, count: 32)
        signer = try TokenSigner(secret: secret)
        let authenticator = Authenticator(
            verifier: TokenVerifier(keys: try KeySet.secret(secret), policy: TokenPolicy()), logger: logger, now: { Self.now })
        let limits = ConnectionLimits(perNode: 0, perAddress: 0, perUser: socketsPerUser)
        let server = ServerInfo(name: "telltale", version: "1", node: "a")
        let entrance = SocketEntrance(
            origins: OriginPolicy(allowing: []), proxies: TrustedProxies([]), metrics: metrics,
            chat: ChatEndpoint(
                service: service, authenticator: authenticator, limits: limits, operations: operations, server: server,
                heartbeatMilliseconds: 25_000, frameRate: frameRate, logger: logger),
            agents: AgentEndpoint(
                service: agents, authenticator: authenticator, limits: limits, operations: operations, server: server,
                heartbeatMilliseconds: 25_000, frameRate: frameRate),
            dashboard: DashboardEndpoint(
                feed: LiveFeed(node: "a", registry: registry, flush: {}, unixMilliseconds: { 0 }), authenticator: authenticator,
                limits: limits, operations: operations, server: server, frameRate: frameRate))
        let child = SocketChildChannel(hub: hub, gate: entrance, configuration: .init(), logger: logger) { _, writer, _ in
            try await writer.writeHead(.init(status: .notFound)).finish(nil)
        }
        listener = Listener(group: group, places: ConnectionPlaces(), metrics: metrics, logger: logger, setUp: child.setUp)
        port = try await listener.start(host: "127.0.0.1", port: 0)
    }

    /// Runs `body` with a node that is stopped afterwards, whatever happens.
    static func run(
        loops: Int = 1, frameRate: FrameRate = FrameRate(perSecond: 0, burst: 1, maximumRefusals: 0),
        socketsPerUser: Int = 0, assistant: AssistantConfiguration? = nil, _ body: (SocketNode) async throws -> Void
    ) async throws {
        let node = try await SocketNode(loops: loops, frameRate: frameRate, socketsPerUser: socketsPerUser, assistant: assistant)
        do {
            try await body(node)
        } catch {
            try await node.stop()
            throw error
        }
        try await node.stop()
    }

    private func stop() async throws {
        await listener.stop()
        try await group.shutdownGracefully()
    }

    /// Unix seconds.
    static let now: Int64 = 1_700_000_000
}

extension SocketNode {
    /// A token of the user that is valid for an hour.
    func token(_ user: String, scopes: Scopes = .chat) throws -> String {
        try signer.sign(user: user, scopes: scopes, ttlSeconds: 3600, now: Self.now)
    }

    /// A socket of the user that waits for nothing yet.
    func connect(_ user: String, to room: String = "lobby", since: Int64? = nil, scopes: Scopes = .chat) throws -> SocketClient {
        let token = try token(user, scopes: scopes)
        return try SocketClient(port: port, target: "/ws/chat/\(room)/?token=\(token)" + (since.map { "&since=\($0)" } ?? ""))
    }

    /// A socket of the user that has been greeted.
    func enter(_ user: String, _ room: String = "lobby", since: Int64? = nil, scopes: Scopes = .chat) async throws -> SocketClient {
        let client = try connect(user, to: room, since: since, scopes: scopes)
        try await client.next("connection")
        return client
    }

    /// A socket of the user at an execution, which waits for nothing yet.
    func connect(
        _ user: String, toExecution id: String, since: String? = nil, scopes: Scopes = .agents
    ) throws -> SocketClient {
        let token = try token(user, scopes: scopes)
        return try SocketClient(
            port: port, target: "/ws/agents/execution/\(id)/?token=\(token)" + (since.map { "&since=\($0)" } ?? ""))
    }

    /// A socket of the user at an execution that has been greeted.
    func watch(_ id: String, as user: String = "ada", since: Int64? = nil, scopes: Scopes = .agents) async throws -> SocketClient {
        let client = try connect(user, toExecution: id, since: since.map { "\($0)" }, scopes: scopes)
        try await client.next("connection")
        return client
    }

    /// The sum of a family's numbers over the series with these labels.
    func metric(_ name: String, _ labels: [String: String] = [:]) -> Double {
        registry.snapshot().family(name)?.total(where: labels) ?? 0
    }
}
