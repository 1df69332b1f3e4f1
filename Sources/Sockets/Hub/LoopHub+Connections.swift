import NIOCore
import Telemetry

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
        while let oldest = firstRequests.oldest, oldest.dueTick <= wheel.now { oldest.timedOut() }
        guard wheel.now.isMultiple(of: Self.ticksOfHTTP) else { return }
        for times in Array(http.values) { times.look() }
    }

    /// Closes the connections that have not said yet what they want, and those that come from now on.
    func closeFirstRequests() {
        firstRequests.close()
        while let oldest = firstRequests.oldest { oldest.end() }
    }

    /// Entries on the wheel, stale ones too.
    var wheelEntries: Int { wheel.count }
}
