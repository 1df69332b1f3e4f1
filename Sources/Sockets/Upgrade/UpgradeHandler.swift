import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Waits for the first request of a connection and turns the channel into a socket or into Hummingbird's HTTP.
final class UpgradeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private enum State {
        /// Exits: upgrading (a handshake that the gate accepts), http (anything else), ended (the channel went away).
        case waiting
        /// The head was accepted, which announced no body; its end is still in the decoder. Exits: upgraded, ended.
        case upgrading(SocketAcceptance, key: String)
        /// Bytes that the decoder leaves over pass through. Exits: none.
        case upgraded
        /// Parts pass through. Exits: none.
        case http
        case ended
    }

    private var state = State.waiting
    private let loop: LoopHub
    private let gate: any SocketGate
    private let configuration: SocketChildChannel.Configuration
    private let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    private let serveHTTP: (NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>) -> Void
    private let logger: Logger
    private var deadline: Scheduled<Void>?

    init(
        loop: LoopHub, gate: any SocketGate, configuration: SocketChildChannel.Configuration,
        decoder: ByteToMessageHandler<HTTPRequestDecoder>, logger: Logger,
        serveHTTP: @escaping (NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>) -> Void
    ) {
        self.loop = loop
        self.gate = gate
        self.configuration = configuration
        self.decoder = decoder
        self.serveHTTP = serveHTTP
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        guard let timeout = configuration.handshakeTimeout else { return }
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) { [loop] in
            loop.countRefused(.handshakeTimeout)
            context.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        ended()
    }

    func channelInactive(context: ChannelHandlerContext) {
        ended()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .waiting = state, error is HTTPParserError {
            loop.countRefused(.malformedRequest)
            // Hummingbird answers a malformed request with 400; it has to be there to see the error.
            becomeHTTP(context)
        }
        context.fireErrorCaught(error)
        if case .http = state { return }
        context.close(promise: nil)
    }

    /// Once the server drains, a connection that has asked for nothing must not hold it up.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch state {
        case .waiting where event is ChannelShouldQuiesceEvent, .upgrading where event is ChannelShouldQuiesceEvent:
            return context.close(promise: nil)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .waiting:
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            decide(head, context)
            if case .http = state { context.fireChannelRead(data) }
        case .upgrading(let acceptance, let key):
            guard case .end = unwrapInboundIn(data) else { return }
            upgrade(acceptance, key: key, context)
        case .upgraded, .http:
            context.fireChannelRead(data)
        case .ended:
            break
        }
    }

    /// What becomes of the connection is known.
    private func become(_ next: State) {
        deadline?.cancel()
        deadline = nil
        state = next
    }

    private func ended() {
        switch state {
        case .waiting, .upgrading: become(.ended)
        case .upgraded, .http, .ended: break
        }
    }

    private func decide(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let key = try? Handshake.check(method: head.method.rawValue, isHTTP11: head.version == .http1_1) { head.headers[$0] }
        guard let key, case .socket(let acceptance) = gate.decide(head, from: context.channel.remoteAddress, on: loop) else {
            return becomeHTTP(context)
        }
        state = .upgrading(acceptance, key: key)
    }
}

extension UpgradeHandler {
    /// Puts the connection behind this handler and takes the HTTP decoder away; what it read beyond the request passes on.
    private func upgrade(_ acceptance: SocketAcceptance, key: String, _ context: ChannelHandlerContext) {
        let connection = Connection(
            loop: loop, endpoint: acceptance.endpoint, session: acceptance.session, remoteAddress: acceptance.remoteAddress)
        let operations = context.pipeline.syncOperations
        do {
            try context.channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
            try operations.addHandler(connection, position: .after(self))
        } catch {
            logger.debug("Upgrade failed: \(error)")
            return context.close(promise: nil)
        }
        become(.upgraded)
        connection.start(
            response: HandshakeResponse.bytes(key: key, subprotocol: acceptance.subprotocol),
            usesDescriptor: !configuration.usesTLS)
        operations.removeHandler(decoder).assumeIsolated().whenComplete { _ in
            operations.removeHandler(self, promise: nil)
        }
    }

    /// Builds Hummingbird's HTTP/1.1 pipeline behind this handler, as its own `HTTP1Channel` does.
    private func becomeHTTP(_ context: ChannelHandlerContext) {
        let operations = context.pipeline.syncOperations
        do {
            try operations.addHandler(HTTPResponseEncoder())
            try operations.addHandler(HTTP1ToHTTPServerCodec(secure: configuration.usesTLS))
            try operations.addHandler(
                HTTPConnectionStateHandler(idleTimeout: configuration.idleTimeout.map { .init($0) }, logger: logger))
            let channel = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                wrappingChannelSynchronously: context.channel, configuration: .init(isOutboundHalfClosureEnabled: true))
            become(.http)
            serveHTTP(channel)
        } catch {
            logger.debug("HTTP pipeline could not be made: \(error)")
            context.close(promise: nil)
        }
    }
}
