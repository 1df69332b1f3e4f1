import Logging
import NIOCore
import NIOPosix
import Synchronization

/// The port: accepts connections and hands each to the event loop that it will live on. Any thread.
///
/// No task and no asynchronous sequence lies between the kernel and a connection's loop: with sockets that come and go by
/// the thousand they cost more than the handshake.
public final class Listener: Sendable {
    /// Prepares an accepted connection, on its event loop; what it throws closes the connection.
    public typealias SetUp = @Sendable (any Channel) throws -> Void

    private enum State {
        /// Exits: open, stopped.
        case starting
        /// The channel may be closed, and another on its way. Exits: open, stopped.
        case open(any Channel)
        case stopped
    }

    /// Connections that wait for being accepted; more are left to try again.
    private static let backlog: Int32 = 4096
    /// Connections that are accepted before the loop looks at the others.
    private static let acceptsAtOnce: UInt = 16

    private let group: any EventLoopGroup
    private let places: ConnectionPlaces
    private let metrics: SocketMetrics
    private let logger: Logger
    private let setUp: SetUp
    private let state = Mutex(State.starting)

    /// - Parameters:
    ///   - group: the loops over which connections are spread, one after the other.
    ///   - places: the limits; closed at once is who has no place.
    public init(
        group: any EventLoopGroup, places: ConnectionPlaces, metrics: SocketMetrics, logger: Logger, setUp: @escaping SetUp
    ) {
        self.group = group
        self.places = places
        self.metrics = metrics
        self.logger = logger
        self.setUp = setUp
    }

    /// Binds the port and begins to accept. Call it once.
    ///
    /// - Parameters:
    ///   - host: a name or an address.
    ///   - port: 0 takes a free one.
    /// - Returns: the port that was bound.
    /// - Throws: `IOError` when the port cannot be bound, `SocketAddressError` when the host is unknown.
    public func start(host: String, port: Int) async throws -> Int {
        let channel = try await bootstrap().bind(host: host, port: port).get()
        opened(channel)
        return channel.localAddress?.port ?? port
    }

    /// Closes the port. Connections stay as they are.
    public func stop() async {
        let last = state.withLock { state in
            defer { state = .stopped }
            return state
        }
        if case .open(let channel) = last { try? await channel.close() }
    }
}

// MARK: - The port

extension Listener {
    private func bootstrap() -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.maxMessagesPerRead, value: Self.acceptsAtOnce)
            .serverChannelInitializer { [places, metrics, logger] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Doorkeeper(places: places, metrics: metrics, logger: logger))
                }
            }
            .childChannelInitializer { [places, setUp] channel in
                let peer = channel.remoteAddress
                channel.closeFuture.assumeIsolated().whenComplete { _ in places.release(peer) }
                return channel.eventLoop.makeCompletedFuture { try setUp(channel) }
            }
    }

    private func opened(_ channel: any Channel) {
        let isStopped = state.withLock { state in
            if case .stopped = state { return true }
            state = .open(channel)
            return false
        }
        guard !isStopped else { return channel.close(promise: nil) }
        let address = channel.localAddress
        channel.closeFuture.whenComplete { _ in self.ended(channel.eventLoop, address) }
    }

    /// The port is closed. Unless that was meant, it is opened again: a server that runs and cannot be reached helps nobody.
    private func ended(_ loop: any EventLoop, _ address: SocketAddress?) {
        guard let address, !isStopped else { return }
        logger.error("The port was closed by the system; opening it again", metadata: ["address": .string("\(address)")])
        reopen(loop, address)
    }

    private func reopen(_ loop: any EventLoop, _ address: SocketAddress) {
        guard !isStopped else { return }
        bootstrap().bind(to: address).whenComplete { result in
            switch result {
            case .success(let channel):
                self.opened(channel)
            case .failure(let error):
                self.logger.error("The port cannot be opened again", metadata: ["error": .string("\(error)")])
                loop.scheduleTask(in: .seconds(1)) { self.reopen(loop, address) }
            }
        }
    }

    /// The port's channel, while it is open.
    var openChannel: (any Channel)? {
        state.withLock { state in
            if case .open(let channel) = state { channel } else { nil }
        }
    }

    private var isStopped: Bool {
        state.withLock { state in
            if case .stopped = state { true } else { false }
        }
    }
}
