import NIOCore

/// Does something unless it is let go of in time. Any thread.
final class AnswerDeadline: Sendable {
    private let alarm: Scheduled<Void>

    /// - Parameters:
    ///   - loop: where `body` is called.
    ///   - time: how long from now on.
    init(on loop: any EventLoop, in time: TimeAmount, _ body: @escaping @Sendable () -> Void) {
        alarm = loop.scheduleTask(in: time, body)
    }

    deinit {
        alarm.cancel()
    }
}
