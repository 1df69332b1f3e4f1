import NIOCore
import Synchronization

/// How often the connections of an event loop are read while many answers stream at once.
///
/// A reading costs about as much for one piece of an answer as for ten. A loop with few answers reads each piece as it comes. One
/// with many lets each connection rest after a reading, for a time that grows with their number, so that readings take no more
/// than about half of the loop, and its sockets the rest: else it would be busy with readings until every piece is late.
final class ReadPace: Sendable {
    /// A rest a running answer: a reading takes 30 to 40 µs, all that follows from it included.
    static let restPerAnswer = TimeAmount.microseconds(75)
    /// The longest rest: a piece is seen no later than this.
    static let longestRest = TimeAmount.milliseconds(40)
    /// A shorter rest saves nothing, since the next piece is rarely there by then.
    static let shortestRest = TimeAmount.milliseconds(2)
    /// Rests that end this close to each other end together.
    private static let grid = TimeAmount.milliseconds(1)

    private struct Rest {
        let end: NIODeadline
        let pacer: ReadPacer
    }

    private let eventLoop: any EventLoop
    private let answers = Atomic<Int>(0)
    private let rests: NIOLoopBoundBox<CircularBuffer<Rest>>

    /// - Parameter eventLoop: that of the connections.
    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        rests = .makeBoxSendingValue(CircularBuffer(), eventLoop: eventLoop)
    }

    /// How many answers the loop gives now. Any thread.
    func set(answers count: Int) {
        answers.store(count, ordering: .relaxed)
    }

    /// How long a connection rests after a reading; zero for not at all. Any thread.
    var rest: TimeAmount {
        let rest = min(Self.restPerAnswer * answers.load(ordering: .relaxed), Self.longestRest)
        return rest < Self.shortestRest ? .zero : rest
    }

    /// Calls ``ReadPacer/restEnded()`` at `end`, or after the rests that began before. To be called on the event loop.
    fileprivate func wait(_ pacer: ReadPacer, until end: NIODeadline) {
        rests.value.append(Rest(end: end, pacer: pacer))
        if rests.value.count == 1 { schedule() }
    }

    private func schedule() {
        guard let first = rests.value.first else { return }
        eventLoop.scheduleTask(deadline: max(first.end, eventLoop.now + Self.grid)) { self.endRests() }
    }

    private func endRests() {
        let now = eventLoop.now
        repeat {
            // It stays until it was told: whoever rests anew meanwhile is not the first, and arms no second timer.
            rests.value.first?.pacer.restEnded()
            _ = rests.value.popFirst()
        } while rests.value.first.map { $0.end <= now } == true
        schedule()
    }
}

/// Lets a connection rest after a reading, as its loop's ``ReadPace`` has it. The one next to the socket.
final class ReadPacer: ChannelDuplexHandler {
    typealias InboundIn = Any
    typealias OutboundIn = Any

    private let pace: ReadPace
    private var context: ChannelHandlerContext?
    private var lastReadAt: NIODeadline?
    private var isResting = false

    init(_ pace: ReadPace) {
        self.pace = pace
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        lastReadAt = context.eventLoop.now
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        guard !isResting else { return }
        guard let end = lastReadAt.map({ $0 + pace.rest }), end > context.eventLoop.now else { return context.read() }
        isResting = true
        pace.wait(self, until: end)
    }

    fileprivate func restEnded() {
        isResting = false
        context?.read()
    }
}
