import NIOCore
import Telemetry
import Wire

/// All connections of the process by event loop and group; carries what is published to a group to each of its members.
///
/// A publication is framed once for each loop that has members and hops there once; what a group gets in one tick of a loop
/// leaves as one buffer. Any thread.
public final class Hub: Sendable {
    /// The hub's part on each event loop.
    public let loops: [LoopHub]
    private let byLoop: [ObjectIdentifier: LoopHub]
    private let directory = GroupDirectory()
    public let metrics: SocketMetrics

    /// The most event loops a hub can serve.
    public static let maximumLoops = 64

    /// - Parameters:
    ///   - eventLoops: the loops that connections live on, at most ``maximumLoops``.
    ///   - profiles: the endpoints that are served.
    ///   - makeShard: gives each loop its own cells.
    public init(eventLoops: [any EventLoop], profiles: [EndpointProfile], metrics: SocketMetrics, makeShard: () -> Shard) {
        precondition(eventLoops.count <= Self.maximumLoops, "a hub serves at most \(Self.maximumLoops) event loops")
        self.metrics = metrics
        let directory = directory
        loops = eventLoops.enumerated().map { index, eventLoop in
            LoopHub(
                eventLoop: eventLoop, index: index, directory: directory, profiles: profiles, metrics: metrics, shard: makeShard())
        }
        byLoop = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) })
        for loop in loops { loop.eventLoop.execute { loop.start() } }
    }

    /// The hub's part on this event loop, or nil for a loop of somebody else.
    public func loop(for eventLoop: any EventLoop) -> LoopHub? {
        byLoop[ObjectIdentifier(eventLoop)]
    }

    /// Publishes to every connection of a group. Order is kept for each group. Nothing leaves before ``flush()``.
    ///
    /// - Parameters:
    ///   - seq: 0 for events that may be missed.
    ///   - part: the place of an event without `seq` in what the group streams, from 1 on; 0 (the default) for others. See
    ///     ``Connection/skipParts(through:)``.
    ///   - receivedAt: when the frame that caused it was received, monotonic nanoseconds; 0 if none did.
    ///   - subjectID: the message or execution that it is about, for the exemplars of the delivery's figures.
    public func publish(
        group: String, payload: [UInt8], seq: Int64, part: Int64 = 0, receivedAt: Int64, subjectID: String? = nil
    ) {
        let mask = directory.loops(of: group)
        guard mask != 0 else { return }
        let publication = Publication(
            group: group, payload: payload, seq: seq, part: part, receivedAt: receivedAt, publishedAt: MonotonicTime.nanoseconds(),
            subjectID: subjectID, tracker: mask.nonzeroBitCount > 1 ? DeliveryTracker(loops: mask.nonzeroBitCount) : nil)
        var rest = mask
        while rest != 0 {
            loops[rest.trailingZeroBitCount].mail(.publication(publication))
            rest &= rest - 1
        }
    }

    /// Closes the sockets that a user has in a group. Returns at once; those that join the group later are not closed.
    ///
    /// - Parameter user: compared with ``SocketSession/userID``; nil, the default, closes everybody's.
    public func close(user: String? = nil, in group: String, code: CloseCode, reason: String) {
        var rest = directory.loops(of: group)
        while rest != 0 {
            let loop = loops[rest.trailingZeroBitCount]
            loop.mail(.run { loop.close(user: user, in: group, code: code, reason: reason) })
            loop.wake()
            rest &= rest - 1
        }
    }

    /// The end of a batch: every loop that has mail is told, once.
    public func flush() {
        for loop in loops { loop.wake() }
    }

    /// Closes the connections that have not said yet what they want, and those that come from now on: what stays open is a
    /// socket or has asked something over HTTP.
    public func closeFirstRequests() async {
        for loop in loops { try? await loop.eventLoop.submit { loop.closeFirstRequests() }.get() }
    }

    /// Closes every connection with `code`, spread evenly over `spreadMilliseconds`, and waits until all are gone. Those that
    /// still open are closed at once.
    public func closeAll(_ code: CloseCode, reason: String, spreadMilliseconds: Int) async {
        await withTaskGroup(of: Void.self) { group in
            for loop in loops {
                group.addTask {
                    let gone = loop.eventLoop.flatSubmit {
                        loop.close(code, reason: reason, spreadMilliseconds: spreadMilliseconds)
                    }
                    try? await gone.get()
                }
            }
        }
    }
}

extension LoopHub {
    fileprivate func close(_ code: CloseCode, reason: String, spreadMilliseconds: Int) -> EventLoopFuture<Void> {
        let all = connections
        farewell = (code, reason)
        for (index, connection) in all.enumerated() {
            let delay = Int64(spreadMilliseconds) * Int64(index) / Int64(max(all.count, 1))
            eventLoop.scheduleTask(in: .milliseconds(delay)) { connection.close(code, reason: reason) }
        }
        return whenEmpty()
    }
}
