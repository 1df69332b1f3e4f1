import ChatTestSupport
import Dispatch
import HTTPTypes
import Identity
import Logging
import NIOCore
import NIOPosix
import Sockets
import Telemetry

@testable import Gateway

/// The router behind a port of its own, for what depends on connections.
final class UploadServer: Sendable {
    let fixture: RouterFixture
    let port: Int
    let tasks = HTTPTasks()
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let listener: Listener

    /// Ada's conversation `den` is there.
    init() async throws {
        fixture = try RouterFixture()
        _ = try await fixture.ask(.post, "/api/conversations", body: #"{"id":"den"}"#)
        let registry = Registry()
        let metrics = SocketMetrics(registry: registry)
        let hub = Hub(eventLoops: Array(group.makeIterator()), profiles: [], metrics: metrics, makeShard: registry.makeShard)
        let child = SocketChildChannel(
            hub: hub, gate: HTTPOnly(), configuration: .init(), tasks: tasks, logger: RouterFixture.logger,
            responder: HTTPAnswers(fixture.router.responder(), logger: RouterFixture.logger).responder)
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
