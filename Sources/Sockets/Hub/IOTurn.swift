import Glibc
import NIOCore
import NIOPosix

/// Lets an event loop serve its sockets once before long work goes on.
///
/// NIO runs tasks until there are none before it looks at its sockets again, so a task that adds itself would starve them. A
/// timer would let them in, and let the processor fall asleep for what is left of it: a byte through a pipe of our own
/// brings the loop back with whatever else became readable, at once. It costs about 3 µs.
///
/// Not thread-safe: one a loop.
final class IOTurn {
    private let writeEnd: Int32
    private let eventLoop: any EventLoop
    private let goOn: @Sendable () -> Void
    /// Whether the pipe is open; until then, and when there are no descriptors for one, a timer does.
    private var isOpen = false

    /// - Parameter goOn: called on the loop after each turn that was asked for.
    init(eventLoop: any EventLoop, goOn: @escaping @Sendable () -> Void) {
        self.eventLoop = eventLoop
        self.goOn = goOn
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            writeEnd = -1
            return
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        writeEnd = ends[1]
        open(ends[0])
    }

    deinit {
        if writeEnd >= 0 { close(writeEnd) }
    }

    /// Calls `goOn` after the loop has looked at its sockets. Asked for again before that, once for both.
    func take() {
        guard isOpen, write(writeEnd, [1], 1) == 1 else {
            eventLoop.scheduleTask(in: .microseconds(100), goOn)
            return
        }
    }

    private func open(_ readEnd: Int32) {
        let (eventLoop, goOn) = (eventLoop, goOn)
        let channel = NIOPipeBootstrap(group: eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // After the other sockets that became readable with the pipe.
                    try channel.pipeline.syncOperations.addHandler(IOTurnHandler { eventLoop.execute(goOn) })
                }
            }
            .takingOwnershipOfDescriptor(input: readEnd)
        channel.assumeIsolated().whenComplete { [weak self] result in
            if case .success = result { self?.isOpen = true } else { close(readEnd) }
        }
    }
}

private final class IOTurnHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let goOn: () -> Void

    init(goOn: @escaping () -> Void) {
        self.goOn = goOn
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        goOn()
    }
}
