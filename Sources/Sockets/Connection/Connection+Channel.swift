import NIOCore
import NIOPosix
import Telemetry
import Wire

extension Connection: ChannelInboundHandler {
    public typealias InboundIn = ByteBuffer
    public typealias OutboundOut = ByteBuffer

    public func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.register(self)
        endpoint.connections.add(1)
        endpoint.opened.increment()
    }

    public func handlerRemoved(context: ChannelHandlerContext) {
        ended()
        self.context = nil
    }

    public func channelInactive(context: ChannelHandlerContext) {
        ended()
        context.fireChannelInactive()
    }

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        read(unwrapInboundIn(data))
    }

    public func errorCaught(context: ChannelHandlerContext, error: any Error) {
        outbox.fail()
        closeChannel()
    }

    /// Draining is the hub's business, with its own order and codes: the server's quiesce event is not for upgraded sockets.
    public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { return }
        context.fireUserInboundEventTriggered(event)
    }

    /// Starts the connection: the answer to the upgrade leaves first, then whatever the session sends.
    ///
    /// - Parameters:
    ///   - response: the bytes of the 101 response.
    ///   - usesDescriptor: false with TLS, where every byte has to pass the pipeline.
    func start(response: ByteBuffer, usesDescriptor: Bool) {
        if usesDescriptor, let context {
            let handle = try? context.channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
                of: NIOBSDSocket.Handle.self
            ) { $0 }
            descriptor = handle ?? -1
        }
        write(response)
        scheduleHeartbeat()
        session?.opened(self)
        // The handshake was under way when the loop began to close its connections.
        if let farewell = loop.farewell { close(farewell.code, reason: farewell.reason) }
    }

    /// The channel is gone, whoever began it.
    private func ended() {
        guard slot >= 0 else { return }
        descriptor = -1
        outbox.fail()
        beginClose(code: closeCode ?? .abnormal, byServer: closedByServer)
        phase = .closed
        endpoint.outboxBytes.add(-outbox.pending)
        endpoint.connections.add(-1)
        endpoint.duration.record(nanoseconds: MonotonicTime.nanoseconds() - openedAt)
        endpoint.countClosed(code: closeCode ?? .abnormal, initiator: closedByServer ? "server" : "client")
        tick = nil
        unread = nil
        session = nil
        loop.unregister(self)
    }
}
