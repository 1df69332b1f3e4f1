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
    /// Deliveries after which a walk lets the loop serve its sockets.
    static let deliveriesPerSlice = 256

    public let eventLoop: any EventLoop
    let index: Int
    let scratch = ScratchBuffer()
    private let directory: GroupDirectory
    private let mailbox = Mailbox()
    private let endpoints: [Endpoint: EndpointLoop]
    private let lag: LocalHistogram
    private let metrics: SocketMetrics

    private(set) var rooms: [String: LoopRoom] = [:]
    private var queue: [LoopRoom] = []
    private var dirty: [Connection] = []
    private var deferred: [() -> Void] = []
    private var isTickScheduled = false
    private var turn: IOTurn?

    private var table = ConnectionTable()
    private var wheel = TimerWheel()
    private var nextTickAt: Int64 = 0
    private var onEmpty: [EventLoopPromise<Void>] = []
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
            _ = publication.tracker?.finished()
            return
        }
        let type = FrameType.label(of: publication.payload)
        room.incoming.append(publication.payload, seq: publication.seq, sent: room.endpoint.sent(type), publication: publication)
        enqueue(room)
    }
}

// MARK: - The tick

extension LoopHub {
    func markDirty(_ connection: Connection) {
        dirty.append(connection)
        scheduleTick()
    }

    /// Runs `body` after the work in hand, never within a walk.
    func afterTick(_ body: @escaping () -> Void) {
        deferred.append(body)
        scheduleTick()
    }

    private func enqueue(_ room: LoopRoom) {
        guard !room.isQueued else { return }
        room.isQueued = true
        queue.append(room)
    }

    /// NIO runs tasks that were added while it served its sockets before it waits again: that is the end of the tick.
    private func scheduleTick() {
        guard !isTickScheduled else { return }
        isTickScheduled = true
        eventLoop.execute { self.tick() }
    }

    private func tick() {
        isTickScheduled = false
        walkRooms()
        flushDirty()
        runDeferred()
        if !queue.isEmpty { continueLater() }
    }

    private func walkRooms() {
        var deliveries = 0
        var next = 0
        while next < queue.count, deliveries < Self.deliveriesPerSlice {
            let room = queue[next]
            deliveries += max(1, room.walk(limit: Self.deliveriesPerSlice - deliveries))
            if room.isWalking { break }
            next += 1
            // A room that got more meanwhile goes behind the others: a busy one must not hold them up.
            room.isQueued = !room.incoming.isEmpty
            if room.isQueued { queue.append(room) }
        }
        queue.removeFirst(next)
    }

    /// Goes on after the loop has served its sockets.
    private func continueLater() {
        guard !isTickScheduled else { return }
        isTickScheduled = true
        guard let turn else { return eventLoop.execute { self.tick() } }
        turn.take()
    }

    private func flushDirty() {
        guard !dirty.isEmpty else { return }
        let connections = dirty
        dirty.removeAll(keepingCapacity: dirty.capacity <= 4096)
        for connection in connections { connection.flushTick() }
    }

    private func runDeferred() {
        guard !deferred.isEmpty else { return }
        let bodies = deferred
        deferred = []
        for body in bodies { body() }
    }
}

// MARK: - Rooms

extension LoopHub {
    func join(_ connection: Connection, group: String) {
        let room = rooms[group] ?? makeRoom(group, endpoint: connection.endpoint)
        connection.room = room
        connection.memberIndex = room.add(connection)
    }

    func leave(_ connection: Connection) {
        guard let room = connection.room else { return }
        room.remove(at: connection.memberIndex)
        connection.room = nil
        connection.memberIndex = -1
        guard room.isEmpty else { return }
        rooms[room.group] = nil
        directory.removed(room.group, loop: index)
    }

    private func makeRoom(_ group: String, endpoint: EndpointLoop) -> LoopRoom {
        let room = LoopRoom(group: group, endpoint: endpoint)
        rooms[group] = room
        directory.added(group, loop: index)
        return room
    }
}

// MARK: - Connections and time

extension LoopHub {
    /// All open connections of the loop.
    var connections: [Connection] { table.all }

    func register(_ connection: Connection) {
        (connection.slot, connection.generation) = table.insert(connection)
    }

    func unregister(_ connection: Connection) {
        table.remove(slot: connection.slot)
        connection.slot = -1
        guard table.isEmpty else { return }
        for promise in onEmpty { promise.succeed() }
        onEmpty = []
    }

    /// Succeeds when the loop has no connection left.
    func whenEmpty() -> EventLoopFuture<Void> {
        let promise = eventLoop.makePromise(of: Void.self)
        if table.isEmpty { promise.succeed() } else { onEmpty.append(promise) }
        return promise.futureResult
    }

    /// - Returns: the tick at which the entry comes up, which is earlier when `tick` is beyond the wheel's reach.
    func schedule(_ connection: Connection, at tick: UInt32) -> UInt32 {
        wheel.schedule(.init(slot: connection.slot, generation: connection.generation), at: tick)
    }

    /// Starts the loop's part: one timer for all its connections, and the pipe that lets long walks pause.
    func start() {
        turn = IOTurn(eventLoop: eventLoop) { [weak self] in self?.tick() }
        nextTickAt = MonotonicTime.nanoseconds()
        turnWheel()
    }

    private func turnWheel() {
        let now = MonotonicTime.nanoseconds()
        lag.record(nanoseconds: max(0, now - nextTickAt))
        // After a stall the missed ticks are caught up, so that timeouts keep their length.
        repeat {
            advanceWheel()
            nextTickAt += Int64(Self.tickMilliseconds) * 1_000_000
        } while nextTickAt <= now
        eventLoop.scheduleTask(in: .nanoseconds(nextTickAt - now)) { self.turnWheel() }
    }

    /// Moves the wheel one tick on.
    func advanceWheel() {
        for entry in wheel.advance() {
            table.connection(slot: entry.slot, generation: entry.generation)?.due(at: wheel.now)
        }
    }

    /// Entries on the wheel, stale ones too.
    var wheelEntries: Int { wheel.count }
}
