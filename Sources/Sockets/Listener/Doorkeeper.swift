import Logging
import NIOCore

/// Stands before the accepted connections of a port: turns those away for which there is no place, and survives what
/// accept(2) fails with.
final class Doorkeeper: ChannelInboundHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel

    private let places: ConnectionPlaces
    private let metrics: SocketMetrics
    private let logger: Logger
    private var turns = LogTurns(interval: 10_000_000_000)

    init(places: ConnectionPlaces, metrics: SocketMetrics, logger: Logger) {
        self.places = places
        self.metrics = metrics
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = unwrapInboundIn(data)
        do throws(ConnectionPlaces.Excess) {
            try places.take(channel.remoteAddress)
            context.fireChannelRead(data)
        } catch {
            metrics.countRefused(error)
            channel.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError else { return context.fireErrorCaught(error) }
        let failure = AcceptFailure(error)
        metrics.countAcceptFailure(failure)
        if let pause = failure.pause { rest(pause, context.channel) }
        guard let leftOut = turns.take(at: MonotonicTime.nanoseconds()) else { return }
        logger.error(
            "Connections cannot be accepted",
            metadata: [
                "reason": .string(failure.rawValue), "errno": .stringConvertible(error.errnoCode), "left_out": .stringConvertible(leftOut),
            ])
    }

    /// Looks away from the port. NIO's `AcceptBackoffHandler` waits for a read to hold back, and none comes while the last
    /// one has accepted nothing.
    private func rest(_ pause: TimeAmount, _ channel: any Channel) {
        try? channel.syncOptions?.setOption(.autoRead, value: false)
        channel.eventLoop.assumeIsolated().scheduleTask(in: pause) {
            try? channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }
}
