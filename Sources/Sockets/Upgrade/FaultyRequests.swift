import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Lets the router answer what came and is no request, and keeps back what would answer nothing.
///
/// Stands behind everything else: to the times, such a connection is one that asks nothing.
final class FaultyRequests: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What is wrong with the next head if it is too large.
    private var overflow: RequestFault
    /// Whether the body of a request is still coming.
    private var isInBody = false
    /// Whether something came that is no request: nothing after it is one.
    private var isOver = false
    private var unanswered = 0

    /// - Parameter hasLongTarget: whether the first request's line was seen to be too long.
    init(hasLongTarget: Bool) {
        overflow = hasLongTarget ? .targetTooLong : .headTooLarge
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .head:
            isInBody = true
            unanswered += 1
            overflow = .headTooLarge
        case .body: break
        case .end: isInBody = false
        }
        context.fireChannelRead(data)
    }

    /// A head that is no head becomes a request for that answer. With a body that breaks off in the middle, whoever reads it has to be told.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, !isInBody else { return context.fireErrorCaught(error) }
        guard !isOver else { return }
        isOver = true
        unanswered += 1
        let fault = error == .headerOverflow ? overflow : .malformed
        context.fireChannelRead(wrapInboundOut(.head(fault.request)))
        context.fireChannelRead(wrapInboundOut(.end(nil)))
        context.fireChannelReadComplete()
    }

    /// Hummingbird answers a body that breaks off, too, when its request has been answered before it was read: a client would take
    /// that for the answer to its next request.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard unanswered > 0 else {
            promise?.succeed()
            return
        }
        if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
        context.write(data, promise: promise)
    }
}
