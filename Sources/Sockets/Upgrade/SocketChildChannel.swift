import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import Wire

/// Hummingbird's server with WebSockets: the first request of a connection decides whether it becomes a socket or stays HTTP.
///
/// A socket costs no task: ``handle(value:logger:)`` returns at once and the channel stays open; what stays HTTP is served
/// by a task of ``HTTPTasks``.
public struct SocketChildChannel: HTTPChannelHandler {
    /// A connection of which nothing is known yet.
    public struct Value: ServerChildChannelValue {
        public let channel: any Channel
    }

    /// Times of the HTTP side.
    public struct Configuration: Sendable {
        /// How long a connection may take for its first request's head; nil is for ever.
        public var handshakeTimeout: TimeAmount?
        /// How long a connection may idle between requests; nil is for ever.
        public var idleTimeout: TimeAmount?
        /// Whether TLS lies below: then no byte may pass by the pipeline.
        public var usesTLS: Bool

        public init(handshakeTimeout: TimeAmount? = .seconds(10), idleTimeout: TimeAmount? = .seconds(60), usesTLS: Bool = false) {
            self.handshakeTimeout = handshakeTimeout
            self.idleTimeout = idleTimeout
            self.usesTLS = usesTLS
        }
    }

    public let responder: HTTPChannelHandler.Responder
    private let hub: Hub
    private let gate: any SocketGate
    private let configuration: Configuration
    private let tasks: HTTPTasks

    /// - Parameters:
    ///   - responder: answers HTTP requests.
    ///   - gate: decides about handshakes.
    ///   - tasks: runs what stays HTTP; a stop waits for them after the server has ended.
    public init(
        hub: Hub, gate: any SocketGate, configuration: Configuration, tasks: HTTPTasks = HTTPTasks(),
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        self.hub = hub
        self.gate = gate
        self.configuration = configuration
        self.tasks = tasks
        self.responder = responder
    }

    public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            guard let loop = hub.loop(for: channel.eventLoop) else { throw ChannelError.inappropriateOperationForState }
            // NIO keeps a channel's read buffer for the channel's life: an idle socket should not hold 2 KiB for it.
            try channel.syncOptions?.setOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 1024, maximum: 65_536))
            let operations = channel.pipeline.syncOperations
            let decoder = ByteToMessageHandler(
                HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: Self.headerLimits))
            let handler = UpgradeHandler(loop: loop, gate: gate, configuration: configuration, decoder: decoder, logger: logger) {
                [self] served in tasks.start(channel) { await handleHTTP(asyncChannel: served, logger: logger) }
            }
            try operations.addHandlers(decoder, handler)
            return Value(channel: channel)
        }
    }

    public func handle(value: Value, logger: Logger) async {}

    /// A head may hold a token of 8 KiB twice and some cookies; more is refused by the parser.
    private static var headerLimits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 16 * 1024
        limits.maxHeaderListSize = 32 * 1024
        limits.maxHeaderFieldCount = 100
        return limits
    }
}
