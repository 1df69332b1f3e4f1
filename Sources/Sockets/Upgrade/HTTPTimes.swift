import Glibc
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Closes an HTTP connection that has had its time, and, when the server ends, one that has its answers.
final class HTTPTimes: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let loop: LoopHub
    private let isLimited: Bool
    private var patience: HTTPPatience
    /// Whether a request's head has come, or what was none.
    private var hasAsked = false
    /// Whether the connection ends with the answers that are due.
    private var isLast = false
    /// Answers whose last bytes the kernel has not taken yet: closing would throw them away.
    private var unwritten = 0
    private var context: ChannelHandlerContext?
    private var descriptor: Int32 = -1

    /// - Parameter limit: see ``SocketChildChannel/Configuration/idleTimeout``.
    init(loop: LoopHub, limit: TimeAmount?) {
        self.loop = loop
        isLimited = limit != nil
        let ticks = LoopHub.ticks(milliseconds: Int((limit?.nanoseconds ?? 0) / 1_000_000))
        patience = HTTPPatience(limit: ticks, now: loop.now)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        descriptor = ChannelDescriptor.of(context.channel)
        if isLimited { loop.http[ObjectIdentifier(self)] = self }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        loop.http[ObjectIdentifier(self)] = nil
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            hasAsked = true
            patience.headReceived(at: loop.now)
        case .body(let bytes): patience.bodyReceived(bytes.readableBytes, at: loop.now)
        case .end: patience.requestReceived(at: loop.now)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        patience.noteProgress(waiting: waiting, at: loop.now)
        var promise = promise
        if case .end = unwrapOutboundIn(data) {
            patience.answered(at: loop.now)
            promise = noteEnd(promise, context)
        }
        context.write(data, promise: promise)
        patience.wrote(waiting: waiting)
    }

    /// The promise of an answer's end, by which to know when it is written.
    private func noteEnd(_ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) -> EventLoopPromise<Void> {
        let promise = promise ?? context.eventLoop.makePromise()
        unwritten += 1
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.unwritten -= 1
            self.closeIfDone()
        }
        return promise
    }

    private func closeIfDone() {
        if isLast, patience.unanswered == 0, unwritten == 0 { context?.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !hasAsked, error is HTTPParserError { loop.countRefused(.malformedRequest) }
        hasAsked = true
        context.fireErrorCaught(error)
    }

    /// The server ends: nothing more is answered than was asked.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        isLast = true
        closeIfDone()
    }

    /// Looks whether the time is over.
    func look() {
        guard patience.isOver(waiting: waiting, at: loop.now) else { return }
        context?.close(promise: nil)
    }

    /// Bytes that wait for the peer: ours, and while there are some, the kernel's. It lets us write only when a third of its
    /// own are gone, which can take a slow reader minutes (tcp(7), SIOCOUTQ).
    var waiting: Int {
        guard let channel = context?.channel, channel.isActive,
            let ours = try? channel.syncOptions?.getOption(.bufferedWritableBytes), ours > 0
        else { return 0 }
        var unacknowledged: Int32 = 0
        guard descriptor >= 0, ioctl(descriptor, UInt(TIOCOUTQ), &unacknowledged) == 0 else { return ours }
        return ours + Int(unacknowledged)
    }
}
