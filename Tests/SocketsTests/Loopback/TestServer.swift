import Glibc
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Telemetry
import Testing
import Wire

@testable import Sockets

/// The socket stack on a port of its own.
final class TestServer: Sendable {
    let hub: Hub
    let port: Int
    let registry: Registry
    private let group: MultiThreadedEventLoopGroup
    let listener: Listener
    let places: ConnectionPlaces
    let tasks = HTTPTasks()
    private let gate: Gate

    /// Opens `/http` as HTTP and everything else as a socket, `/ada` as one of the user `ada`.
    private final class Gate: SocketGate {
        let script: TestSession.Script

        init(_ script: TestSession.Script) { self.script = script }

        func decide(_ head: RequestHead, from peer: SocketAddress?, on loop: LoopHub) -> UpgradeDecision {
            guard head.target != "/http", let endpoint = loop.endpoint(.chat) else { return .http }
            let user = head.target == "/" ? nil : String(head.target.dropFirst())
            let session = TestSession(script, userID: user)
            return .socket(SocketAcceptance(endpoint: endpoint, session: session, remoteAddress: peer?.ipAddress ?? ""))
        }
    }

    /// - Parameters:
    ///   - usesDescriptor: false sends every byte through the pipeline, as with TLS.
    ///   - handshakeTimeout: how long a client may take for its request.
    ///   - idleTimeout: how long one may do nothing over HTTP.
    init(
        _ script: TestSession.Script = .init(), loops: Int = 1, profile: EndpointProfile = TestServer.quiet(), usesDescriptor: Bool = true,
        handshakeTimeout: TimeAmount = .seconds(10), idleTimeout: TimeAmount = .seconds(60), places: ConnectionPlaces = .init()
    ) throws {
        let registry = Registry()
        self.registry = registry
        group = MultiThreadedEventLoopGroup(numberOfThreads: loops)
        let metrics = SocketMetrics(registry: registry)
        let hub = Hub(
            eventLoops: Array(group.makeIterator()), profiles: [profile], metrics: metrics,
            makeShard: registry.makeShard)
        self.hub = hub
        gate = Gate(script)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let child = SocketChildChannel(
            hub: hub, gate: gate,
            configuration: .init(handshakeTimeout: handshakeTimeout, idleTimeout: idleTimeout, usesTLS: !usesDescriptor), tasks: tasks,
            logger: logger
        ) { request, writer, _ in
            // A long answer for who asks for one, and the request in others.
            let length = Int(request.uri.path.dropFirst("/long/".count)) ?? 0
            let body = length > 0 ? String(repeating: "x", count: length) : "\(request.method) \(request.uri.path)"
            var sender = try await writer.writeHead(
                .init(status: .upgradeRequired, headerFields: [.contentLength: String(body.utf8.count)]))
            try await sender.write(ByteBuffer(string: body))
            try await sender.finish(nil)
        }
        self.places = places
        listener = Listener(group: group, places: places, metrics: metrics, logger: logger, setUp: child.setUp)
        port = try Self.wait { [listener] in try await listener.start(host: "127.0.0.1", port: 0) }
    }

    /// A profile without heartbeats.
    static func quiet(
        messageLimit: Int = 1 << 20, outboxBudget: Int = 0, heartbeatInterval: Int = 0, heartbeatTimeout: Int = 10_000,
        workLimit: Int = 64, roomBacklogLimit: Int = 8 << 20
    ) -> EndpointProfile {
        EndpointProfile(
            endpoint: .chat, messageLimit: messageLimit, outboxBudget: outboxBudget, heartbeatInterval: heartbeatInterval,
            heartbeatTimeout: heartbeatTimeout, workLimit: workLimit, roomBacklogLimit: roomBacklogLimit)
    }

    /// Ends the server; every socket that is left is cut off.
    func stop() throws {
        try Self.wait { [listener] in await listener.stop() }
        try group.syncShutdownGracefully()
    }

    /// Another port of the same server.
    func another() -> Listener {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return Listener(group: group, places: places, metrics: hub.metrics, logger: logger) { _ in }
    }

    /// Waits on the test's own thread, which is none of the loops'.
    static func wait<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
        try MultiThreadedEventLoopGroup.singleton.any().makeFutureWithTask(body).wait()
    }

    /// As ``stop()``, from asynchronous tests.
    func stopSoon() async {
        await listener.stop()
        try? await group.shutdownGracefully()
    }

    /// As ``eventually(_:)`` of ``isEmpty()``, from asynchronous tests.
    func isEmptySoon() async -> Bool {
        for loop in hub.loops { try? await loop.eventLoop.flatSubmit { loop.whenEmpty() }.get() }
        return metric("telltale_websocket_connections") == 0
    }

    /// Runs `body` with a server that is stopped afterwards, whatever happens.
    static func run<T>(
        _ script: TestSession.Script = .init(), loops: Int = 1, profile: EndpointProfile = TestServer.quiet(), usesDescriptor: Bool = true,
        _ body: (TestServer) throws -> T
    ) throws -> T {
        let server = try TestServer(script, loops: loops, profile: profile, usesDescriptor: usesDescriptor)
        let result = Result { try body(server) }
        try server.stop()
        return try result.get()
    }
}

// MARK: - Looking in

extension TestServer {
    /// Runs `body` on an event loop.
    @discardableResult
    func onLoop<Value: Sendable>(_ index: Int = 0, _ body: @escaping @Sendable (LoopHub) throws -> Value) throws -> Value {
        let loop = hub.loops[index]
        return try loop.eventLoop.submit { try body(loop) }.wait()
    }

    /// The open connections of a loop, oldest first.
    func connections(_ index: Int = 0) throws -> [Connection] {
        try onLoop(index) { $0.connections.sorted { $0.openedAt < $1.openedAt } }
    }

    /// The connection that was opened last.
    func newest() throws -> Connection {
        try #require(try connections().last)
    }

    /// Moves the wheel of a loop on as if so much time had passed.
    func pass(milliseconds: Int) throws {
        try onLoop { loop in
            for _ in 0..<(milliseconds / LoopHub.tickMilliseconds) { loop.advanceWheel() }
        }
    }

    /// Turns the loops until `condition` holds; false after ten seconds.
    func eventually(_ condition: () throws -> Bool) throws -> Bool {
        let end = MonotonicTime.nanoseconds() + 10_000_000_000
        while MonotonicTime.nanoseconds() < end {
            if try condition() { return true }
            for index in hub.loops.indices { try onLoop(index) { _ in } }
            sched_yield()
        }
        return false
    }

    /// Publishes one event and tells the loops.
    func publish(_ text: String, seq: Int64 = 1, part: Int64 = 0, to group: String = "room") {
        hub.publish(group: group, payload: Array(text.utf8), seq: seq, part: part, receivedAt: 0)
        hub.flush()
    }

    /// The sum of a family's numbers over the series with these labels.
    func metric(_ name: String, _ labels: [String: String] = [:]) -> Int {
        Int(registry.snapshot().family(name)?.total(where: labels) ?? 0)
    }

    /// Whether nothing is left: no connection, no queued byte, no room.
    func isEmpty() throws -> Bool {
        try hub.loops.indices.allSatisfy { try onLoop($0) { $0.connections.isEmpty && $0.rooms.isEmpty } }
            && metric("telltale_websocket_connections") == 0 && metric("telltale_websocket_outbox_bytes") == 0
    }

    /// A client whose socket is open.
    func client(of user: String = "", receiveBuffer: Int32? = nil) throws -> SocketClient {
        let client = try SocketClient(port: port, receiveBuffer: receiveBuffer)
        try client.upgrade(path: "/" + user)
        return client
    }

    /// A client that has joined the room of ``TestSession/Script/member(of:)``.
    func member(of user: String = "", receiveBuffer: Int32? = nil) throws -> SocketClient {
        let client = try client(of: user, receiveBuffer: receiveBuffer)
        #expect(try client.readText() == "joined")
        return client
    }
}
