import ChatTestSupport
import Dispatch
import HTTPTypes
import Hummingbird
import Identity
import Logging
import NIOCore
import NIOPosix
import Sockets
import Telemetry

@testable import Gateway

/// The router behind a port of its own, for what depends on connections.
final class RouterServer: Sendable {
    let fixture: RouterFixture
    let port: Int
    let tasks = HTTPTasks()
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let listener: Listener

    /// The router of a fixture, where Ada's conversation `den` is.
    convenience init() async throws {
        let fixture = try RouterFixture()
        _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"den"}"#)
        try await self.init(fixture, fixture.router.responder(), logger: RouterFixture.logger)
    }

    /// Answers with something else than the fixture's router.
    init(_ fixture: RouterFixture, _ router: some HTTPResponder<GatewayContext>, logger: Logger) async throws {
        self.fixture = fixture
        let registry = Registry()
        let metrics = SocketMetrics(registry: registry)
        let hub = Hub(eventLoops: Array(group.makeIterator()), profiles: [], metrics: metrics, makeShard: registry.makeShard)
        let child = SocketChildChannel(
            hub: hub, gate: HTTPOnly(), configuration: .init(), tasks: tasks, logger: RouterFixture.logger,
            responder: HTTPAnswers(router, logger: logger).responder)
        listener = Listener(
            group: group, places: ConnectionPlaces(), metrics: metrics, logger: RouterFixture.logger, setUp: child.setUp)
        port = try await listener.start(host: "127.0.0.1", port: 0)
    }

    func stop() async throws {
        await listener.stop()
        try await group.shutdownGracefully()
    }

    /// The head of an upload by Ada, up to the fields that say how its body comes.
    func head(_ fields: String) throws -> String {
        let token = try TokenSigner(secret: RouterFixture.secret)
            .sign(user: "ada", name: "Ada", scopes: .chat, ttlSeconds: 60, now: RouterFixture.now)
        return "POST /api/conversations/den/uploads?file_name=a.txt HTTP/1.1\r\nHost: localhost\r\n"
            + "Authorization: Bearer \(token)\r\n\(fields)\r\n"
    }

    /// The head of a request with a JSON body, by a user with these scopes.
    func head(_ method: String, _ path: String, user: String = "ada", scopes: Scopes, length: Int) throws -> String {
        let token = try TokenSigner(secret: RouterFixture.secret)
            .sign(user: user, name: user, scopes: scopes, agents: ["writer"], ttlSeconds: 60, now: RouterFixture.now)
        return "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(length)\r\n\r\n"
    }

    /// Runs something that waits on a thread that nobody else needs.
    static func waiting<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "client").async { continuation.resume(with: Result { try body() }) }
        }
    }

    private struct HTTPOnly: SocketGate {
        func decide(_ head: RequestHead, from peer: SocketAddress?, on loop: LoopHub) -> UpgradeDecision { .http }
    }
}
