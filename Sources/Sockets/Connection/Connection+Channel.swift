import NIOCore
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

    /// Starts the connection: the answer to the upgrade leaves first, together with what the session sends at once.
    ///
    /// - Parameters:
    ///   - response: the bytes of the 101 response.
    ///   - usesDescriptor: false with TLS, where every byte has to pass the pipeline.
    func start(response: ByteBuffer, usesDescriptor: Bool) {
        if usesDescriptor, let context { descriptor = ChannelDescriptor.of(context.channel) }
        tick = response
        scheduleHeartbeat()
        session?.opened(self)
        // The handshake was under way when the loop began to close its connections.
        if let farewell = loop.farewell { close(farewell.code, reason: farewell.reason) }
        // Not at the end of the loop's tick: a client that has ended its side already would be gone by then.
        flushTick()
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
        endpoint.countClosed(code: closeCode ?? .abnormal, byServer: closedByServer)
        tick = nil
        unread = nil
        session = nil
        loop.unregister(self)
    }
}
