import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Waits for the first request of a connection and turns the channel into a socket or into Hummingbird's HTTP.
///
/// A handshake is read here, without an HTTP parser in the pipeline: most connections become sockets and would throw it away
/// at once. Whatever is no handshake goes to the parser as it came, byte for byte.
final class UpgradeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private enum State {
        /// Exits: decided (a head is whole or is none), ended (the channel went away, the time is over, the server ends).
        case waiting
        /// What the connection becomes stands behind this handler, which passes everything on and takes its leave.
        case decided
        case ended
    }

    private var state = State.waiting
    private let loop: LoopHub
    private let gate: any SocketGate
    private let configuration: SocketChildChannel.Configuration
    private let serveHTTP: (NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>) -> Void
    private let logger: Logger
    private var context: ChannelHandlerContext?
    private var input: ByteBuffer?
    private var scanner = HeadScanner()

    // The place among the loop's first requests.
    var later: UpgradeHandler?
    // Whoever stands later is owned by the one before, and takes itself out before it goes.
    unowned var earlier: UpgradeHandler?
    private(set) var dueTick = UInt32.max

    init(
        loop: LoopHub, gate: any SocketGate, configuration: SocketChildChannel.Configuration, logger: Logger,
        serveHTTP: @escaping (NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>) -> Void
    ) {
        self.loop = loop
        self.gate = gate
        self.configuration = configuration
        self.serveHTTP = serveHTTP
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if let timeout = configuration.handshakeTimeout {
            dueTick = loop.now &+ LoopHub.ticks(milliseconds: Int(timeout.nanoseconds / 1_000_000)) &+ 1
        }
        loop.firstRequests.append(self)
        if loop.firstRequests.isClosed { end() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave(.ended)
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave(.ended)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.fireErrorCaught(error)
        if case .waiting = state { end() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .waiting:
            var bytes = unwrapInboundIn(data)
            if var input {
                self.input = nil
                input.writeBuffer(&bytes)
                bytes = input
            }
            input = bytes
            look(context)
        case .decided: context.fireChannelRead(data)
        case .ended: break
        }
    }

    /// The first request did not come in time.
    func timedOut() {
        loop.countRefused(.handshakeTimeout)
        end()
    }

    /// The connection has not said what it wants, and nobody waits for that any more.
    func end() {
        leave(.ended)
        context?.close(promise: nil)
    }

    private func leave(_ next: State) {
        guard case .waiting = state else { return }
        loop.firstRequests.remove(self)
        state = next
    }
}

extension UpgradeHandler {
    private func look(_ context: ChannelHandlerContext) {
        guard let result = input?.withUnsafeReadableBytes({ scanner.scan($0) }) else { return }
        switch result {
        case .incomplete: break
        case .unusual: becomeHTTP(context)
        case .complete(let length): decide(length, context)
        }
    }

    private func decide(_ length: Int, _ context: ChannelHandlerContext) {
        let head = input?.withUnsafeReadableBytes { RequestHead(UnsafeRawBufferPointer(rebasing: $0[..<length])) }
        guard let head, head.hasOneHost, let key = try? Handshake.check(method: head.method, isHTTP11: head.isHTTP11, values: head.values),
            case .socket(let acceptance) = gate.decide(head, from: context.channel.remoteAddress, on: loop)
        else { return becomeHTTP(context) }
        input?.moveReaderIndex(forwardBy: length)
        upgrade(acceptance, key: key, context)
    }

    /// Puts the connection behind this handler; what was read beyond the request passes on.
    private func upgrade(_ acceptance: SocketAcceptance, key: String, _ context: ChannelHandlerContext) {
        let connection = Connection(
            loop: loop, endpoint: acceptance.endpoint, session: acceptance.session, remoteAddress: acceptance.remoteAddress)
        do {
            try context.pipeline.syncOperations.addHandler(connection, position: .after(self))
        } catch {
            logger.debug("Upgrade failed: \(error)")
            return end()
        }
        leave(.decided)
        connection.start(
            response: HandshakeResponse.bytes(key: key, subprotocol: acceptance.subprotocol),
            usesDescriptor: !configuration.usesTLS)
        passOn(context)
    }

    /// Builds Hummingbird's HTTP/1.1 pipeline behind this handler, as its own `HTTP1Channel` does.
    private func becomeHTTP(_ context: ChannelHandlerContext) {
        let operations = context.pipeline.syncOperations
        do {
            // Over HTTP a client may end its side as soon as it has asked.
            try context.channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
            try operations.addHandlers(
                HTTPResponseEncoder(),
                ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: Self.headerLimits)),
                HTTPHeadForm(),
                HTTP1ToHTTPServerCodec(secure: configuration.usesTLS),
                HTTPTimes(loop: loop, limit: configuration.idleTimeout),
                ClientPresence(),
                FaultyRequests(hasLongTarget: !scanner.hasBegun))
            let channel = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                wrappingChannelSynchronously: context.channel, configuration: .init(isOutboundHalfClosureEnabled: true))
            leave(.decided)
            serveHTTP(channel)
            passOn(context)
        } catch {
            logger.debug("HTTP pipeline could not be made: \(error)")
            end()
        }
    }

    private func passOn(_ context: ChannelHandlerContext) {
        if let input, input.readableBytes > 0 {
            context.fireChannelRead(wrapInboundOut(input))
            context.fireChannelReadComplete()
        }
        input = nil
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    /// A head may hold a token of 8 KiB twice and some cookies; more is refused by the parser.
    private static var headerLimits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 16 * 1024
        limits.maxHeaderListSize = 32 * 1024
        limits.maxHeaderFieldCount = 100
        return limits
    }
}
