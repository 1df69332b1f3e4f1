import NIOCore
import Telemetry
import Wire

/// One event loop's part of the hub: its connections, its rooms and the order in which a tick's work leaves.
///
/// All but ``mail(_:)`` and ``wake()`` must be called on the loop.
// @unchecked: every stored property that changes is touched on `eventLoop` only; `mailbox` has its own lock.
public final class LoopHub: @unchecked Sendable {
    /// The wheel's tick.
    static let tickMilliseconds = 100
    /// Ticks between two looks at the HTTP connections.
    static let ticksOfHTTP: UInt32 = 5
    /// Deliveries after which a walk lets the loop serve its sockets.
    static let deliveriesPerSlice = 256

    public let eventLoop: any EventLoop
    let index: Int
    let scratch = ScratchBuffer()
    let directory: GroupDirectory
    private let mailbox = Mailbox()
    private let endpoints: [Endpoint: EndpointLoop]
    let lag: LocalHistogram
    private let metrics: SocketMetrics

    var rooms: [String: LoopRoom] = [:]
    var queue: [LoopRoom] = []
    var dirty: [Connection] = []
    var deferred: [() -> Void] = []
    var isTickScheduled = false
    var turn: IOTurn?

    var table = ConnectionTable()
    var wheel = TimerWheel()
    var nextTickAt: Int64 = 0
    var firstRequests = FirstRequests()
    /// The HTTP connections of the loop, for a look at their times each second.
    var http: [ObjectIdentifier: HTTPTimes] = [:]
    var onEmpty: [EventLoopPromise<Void>] = []
    /// What connections are told that open while the hub is closing; nil before that.
    var farewell: (code: CloseCode, reason: String)?

    init(eventLoop: any EventLoop, index: Int, directory: GroupDirectory, profiles: [EndpointProfile], metrics: SocketMetrics, shard: Shard)
    {
        self.eventLoop = eventLoop
        self.index = index
        self.directory = directory
        endpoints = Dictionary(
            uniqueKeysWithValues: profiles.map { ($0.endpoint, EndpointLoop(profile: $0, metrics: metrics, shard: shard)) })
        lag = metrics.loopLag.on(shard)
        self.metrics = metrics
    }

    /// The tick that the wheel stands at.
    var now: UInt32 { wheel.now }

    /// The endpoint's cells and profile on this loop, or nil when the server does not serve it.
    public func endpoint(_ endpoint: Endpoint) -> EndpointLoop? { endpoints[endpoint] }

    /// Counts a socket that was turned away; see ``SocketMetrics/countRefused(_:reason:)``.
    public func countRefused(_ endpoint: Endpoint, reason: String) {
        metrics.countRefused(endpoint, reason: reason)
    }

    /// Counts a connection that ended before its request said what it wants.
    func countRefused(_ reason: SocketMetrics.RefusalBeforeRequest) {
        metrics.countRefused(reason)
    }

    static func ticks(milliseconds: Int) -> UInt32 {
        UInt32(clamping: (milliseconds + tickMilliseconds - 1) / tickMilliseconds)
    }
}

// MARK: - From other threads

extension LoopHub {
    func mail(_ mail: Mailbox.Mail) {
        mailbox.put(mail)
    }

    /// Tells the loop that there is mail, unless it knows.
    func wake() {
        guard mailbox.shouldWake() else { return }
        eventLoop.execute { self.readMail() }
    }

    private func readMail() {
        for mail in mailbox.take() {
            switch mail {
            case .publication(let publication): receive(publication)
            case .run(let body): body()
            }
        }
        tick()
    }

    private func receive(_ publication: Publication) {
        guard let room = rooms[publication.group] else {
            return finish(withoutRoom: publication)
        }
        room.receive(publication)
        enqueue(room)
    }

    /// The last member of the loop left while the publication was on its way; other loops may have written it.
    private func finish(withoutRoom publication: Publication) {
        guard let total = publication.tracker?.finished(nil), let endpoint = endpoints[total.endpoint] else { return }
        endpoint.countBroadcast(
            receivedAt: publication.receivedAt, publishedAt: publication.publishedAt, subjectID: publication.subjectID, total)
    }
}
