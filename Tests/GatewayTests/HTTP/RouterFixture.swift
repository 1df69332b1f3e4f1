import Agents
import AgentsTestSupport
import ChannelLayer
import Chat
import ChatTestSupport
import HTTPTypes
import Hummingbird
import Identity
import LiveFeed
import Logging
import NIOCore
import NIOEmbedded
import PrometheusExporter
import Sockets
import Telemetry
import Wire

@testable import Gateway

/// The router over a store in memory, asked without a connection. The time is 2023-11-14T22:13:20Z.
struct RouterFixture: Sendable {
    let store = InMemoryMessageStore()
    let files = InMemoryUploadStore()
    let receiver = RecordingReceiver()
    let clock = ManualClock()
    let sockets = RecordingSockets()
    let registry = Registry()
    let channel = NIOAsyncTestingChannel()
    let chat: ChatService
    let executions = InMemoryExecutionStore()
    let executionSockets = RecordingExecutionSockets()
    let agents: AgentService
    let scrapes: ScrapeHandler
    let router: GatewayRouter
    private let signer: TokenSigner

    static let now: Int64 = 1_700_000_000
    static let secret = [UInt8](repeating: 7, count: 32)
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init(
        metricsAccess: MetricsAccess = .token, chatRate: FrameRate = FrameRate(perSecond: 0, burst: 0, maximumRefusals: 0),
        uploads: UploadConfiguration = UploadConfiguration()
    ) throws {
        let layer = InMemoryChannelLayer(receiver: receiver, registry: registry)
        chat = ChatService(
            store: store, layer: layer, registry: registry,
            configuration: ChatConfiguration(), clock: clock, ids: SequentialIDs(), sockets: sockets,
            assistant: AssistantConfiguration(model: SilentModel(), mode: .mention))
        scrapes = ScrapeHandler(registry: registry)
        signer = try TokenSigner(secret: Self.secret)
        let authenticator = Authenticator(
            verifier: TokenVerifier(keys: try KeySet.secret(Self.secret), policy: TokenPolicy()), logger: Self.logger, now: { Self.now })
        let operations = Operations(registry: registry)
        let server = ServerInfo(name: "telltale", version: "1.2.3", node: "a")
        agents = AgentService(
            store: executions, layer: layer, registry: registry, clock: clock, sockets: executionSockets, observer: operations)
        channel.eventLoop.execute { [channel] in try? channel.pipeline.syncOperations.addHandler(ClientPresence()) }
        router = GatewayRouter(
            service: chat,
            uploads: UploadService(chat: chat, files: files, registry: registry, configuration: uploads),
            agents: agents, authenticator: authenticator,
            entrance: Self.entrance(chat, chatRate, agents, authenticator, operations, server, registry), scrapes: scrapes,
            metricsAccess: metricsAccess,
            readiness: Readiness([.init("store") { nil }]), operations: operations, server: server)
    }

    private static func entrance(
        _ chat: ChatService, _ chatRate: FrameRate, _ agents: AgentService, _ authenticator: Authenticator, _ operations: Operations,
        _ server: ServerInfo,
        _ registry: Registry
    ) -> SocketEntrance {
        let limits = ConnectionLimits(perNode: 0, perAddress: 0, perUser: 0)
        let rate = FrameRate(perSecond: 0, burst: 0, maximumRefusals: 0)
        return SocketEntrance(
            origins: .off, proxies: TrustedProxies([]), metrics: SocketMetrics(registry: registry),
            chat: ChatEndpoint(
                service: chat, authenticator: authenticator, limits: limits, operations: operations, server: server,
                heartbeatMilliseconds: 25_000, frameRate: chatRate, logger: logger),
            agents: AgentEndpoint(
                service: agents, authenticator: authenticator, limits: limits, operations: operations, server: server,
                heartbeatMilliseconds: 25_000, frameRate: rate),
            dashboard: DashboardEndpoint(
                feed: LiveFeed(node: "a", registry: registry, flush: {}, unixMilliseconds: { 0 }), authenticator: authenticator,
                limits: limits, operations: operations, server: server, frameRate: rate))
    }

    /// What the router answers.
    ///
    /// - Parameters:
    ///   - user: whose token is sent; nil sends none.
    ///   - agents: what the token names for a worker.
    ///   - fields: more fields of the request.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, user: String? = "ada", scopes: Scopes = .chat, agents: [String] = [],
        fields: [HTTPField.Name: String] = [:], body: String = ""
    ) async throws -> HTTPAnswer {
        try await HTTPAnswer(respond(method, path, user: user, scopes: scopes, agents: agents, fields: fields, body: body))
    }

    /// The answer with its body not written yet.
    func respond(
        _ method: HTTPRequest.Method, _ path: String, user: String? = "ada", scopes: Scopes = .chat, agents: [String] = [],
        fields: [HTTPField.Name: String] = [:], body: String = ""
    ) async throws -> Response {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        if let user {
            let token = try signer.sign(user: user, name: Self.name(user), scopes: scopes, agents: agents, ttlSeconds: 60, now: Self.now)
            head.headerFields[.authorization] = "Bearer " + token
        }
        for (name, value) in fields { head.headerFields[name] = value }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
        let context = GatewayContext(source: ApplicationRequestContextSource(channel: channel, logger: Self.logger))
        return try await router.responder().respond(to: request, context: context)
    }

    /// `Ada` for `ada`.
    private static func name(_ user: String) -> String { user.prefix(1).uppercased() + user.dropFirst() }

    /// Says something in a conversation.
    func say(_ content: String, in id: String, as user: String) async throws {
        let user = ChatUser(id: user, name: Self.name(user))
        let entry = try await chat.enter(id, user: user)
        try await chat.say(content, in: entry.room, as: user)
        chat.leave(entry.room, user: user)
    }
}
