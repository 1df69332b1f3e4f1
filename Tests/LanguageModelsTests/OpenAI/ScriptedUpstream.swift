import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server of models on a port of its own that answers as it is told, and keeps what it was asked.
///
/// Answers are given one a request, in order; the last one for all further requests.
final class ScriptedUpstream: Sendable {
    /// A request as it came.
    struct Received: Sendable {
        var method: HTTPMethod
        var path: String
        var headers: HTTPHeaders
        var body: String
    }

    private struct State {
        var answers: [ScriptedAnswer]
        var requests: [Received] = []
        var connections = 0
    }

    /// The moments at which connections ended.
    let closings: AsyncStream<ContinuousClock.Instant>
    private let closed: AsyncStream<ContinuousClock.Instant>.Continuation
    private let state: Mutex<State>
    private let channel: any Channel

    /// Where a client finds it; nobody is there after ``stop()``.
    let baseURL: String

    /// Listens on loopback.
    static func start(_ answers: ScriptedAnswer...) async throws -> ScriptedUpstream {
        let box = HandlerBox()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
                    try channel.pipeline.syncOperations.addHandler(ScriptedConnection(server: box.server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = ScriptedUpstream(answers, channel)
        box.server.withLock { $0 = server }
        return server
    }

    private init(_ answers: [ScriptedAnswer], _ channel: any Channel) {
        state = Mutex(State(answers: answers))
        self.channel = channel
        baseURL = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/v1"
        (closings, closed) = AsyncStream.makeStream()
    }

    var requests: [Received] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }

    func stop() async throws {
        try await channel.close().get()
    }

    func opened() {
        state.withLock { $0.connections += 1 }
    }

    func ended() {
        closed.yield(.now)
    }

    func answer(to request: Received) -> ScriptedAnswer {
        state.withLock { state in
            state.requests.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
    }
}

/// Where connections find their server, which is made after the listener.
private final class HandlerBox: Sendable {
    let server = Mutex<ScriptedUpstream?>(nil)
}

private final class ScriptedConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let server: ScriptedUpstream?
    private var request = ScriptedUpstream.Received(method: .GET, path: "", headers: [:], body: "")

    init(server: borrowing Mutex<ScriptedUpstream?>) {
        self.server = server.withLock { $0 }
    }

    func channelActive(context: ChannelHandlerContext) {
        server?.opened()
    }

    func channelInactive(context: ChannelHandlerContext) {
        server?.ended()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            request = ScriptedUpstream.Received(method: head.method, path: head.uri, headers: head.headers, body: "")
        case .body(let part):
            request.body += String(buffer: part)
        case .end:
            guard let answer = server?.answer(to: request) else { return }
            for part in answer.parts {
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: part)), promise: nil)
            }
            if answer.closes { context.close(promise: nil) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
