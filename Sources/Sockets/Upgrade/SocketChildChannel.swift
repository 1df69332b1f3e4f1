import HummingbirdCore
import Logging
import NIOCore

/// Hummingbird's HTTP with WebSockets: the first request of a connection decides whether it becomes a socket or stays HTTP.
///
/// A socket costs no task; what stays HTTP is served by a task of ``HTTPTasks``.
public struct SocketChildChannel: Sendable {
    /// Times of the HTTP side.
    public struct Configuration: Sendable {
        /// How long a connection may take for its first request's head; nil is for ever.
        public var handshakeTimeout: TimeAmount?
        /// How long an HTTP connection may idle between requests, take for the body of one, or leave an answer unread; nil is
        /// for ever.
        public var idleTimeout: TimeAmount?
        /// Whether TLS lies below: then no byte may pass by the pipeline.
        public var usesTLS: Bool

        public init(handshakeTimeout: TimeAmount? = .seconds(10), idleTimeout: TimeAmount? = .seconds(60), usesTLS: Bool = false) {
            self.handshakeTimeout = handshakeTimeout
            self.idleTimeout = idleTimeout
            self.usesTLS = usesTLS
        }
    }

    private let hub: Hub
    private let gate: any SocketGate
    private let configuration: Configuration
    private let tasks: HTTPTasks
    private let logger: Logger
    private let http: HTTP1Channel

    /// - Parameters:
    ///   - gate: decides about handshakes.
    ///   - tasks: runs what stays HTTP; a stop waits for them.
    ///   - responder: answers HTTP requests.
    public init(
        hub: Hub, gate: any SocketGate, configuration: Configuration, tasks: HTTPTasks = HTTPTasks(), logger: Logger,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        self.hub = hub
        self.gate = gate
        self.configuration = configuration
        self.tasks = tasks
        self.logger = logger
        http = HTTP1Channel(responder: responder)
    }

    /// Makes the pipeline of a connection that was accepted. Called on its event loop.
    ///
    /// - Throws: `ChannelError` when the loop is none of the hub's.
    public func setUp(_ channel: any Channel) throws {
        guard let loop = hub.loop(for: channel.eventLoop) else { throw ChannelError.inappropriateOperationForState }
        // NIO keeps a channel's read buffer for the channel's life: an idle socket should not hold 2 KiB for it.
        try channel.syncOptions?.setOption(
            .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 1024, maximum: 65_536))
        let handler = UpgradeHandler(loop: loop, gate: gate, configuration: configuration, logger: logger) {
            [http, tasks, logger] served in tasks.start(channel) { await http.handle(value: served, logger: logger) }
        }
        try channel.pipeline.syncOperations.addHandler(handler)
    }
}
