import NIOCore

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

    func enqueue(_ room: LoopRoom) {
        guard !room.isQueued else { return }
        room.isQueued = true
        let wait = room.wait
        guard wait > 0 else { return queue.append(room) }
        eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(wait)) {
            self.queue.append(room)
            self.scheduleTick()
        }
    }

    /// NIO runs tasks that were added while it served its sockets before it waits again: that is the end of the tick.
    private func scheduleTick() {
        guard !isTickScheduled else { return }
        isTickScheduled = true
        eventLoop.execute { self.tick() }
    }

    func tick() {
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
            releaseWaiters(of: room)
            // More than one batch has gathered: NIO gets a turn to write what the members' kernels did not take of this one.
            if room.isBackedUp { deliveries = Self.deliveriesPerSlice }
            next += 1
            // A room that got more meanwhile goes behind the others: a busy one must not hold them up.
            room.isQueued = false
            if !room.incoming.isEmpty { enqueue(room) }
        }
        queue.removeFirst(next)
    }

    /// Their work ends after the walks: reading on may lead to anything, a close among it.
    private func releaseWaiters(of room: LoopRoom) {
        let connections = room.takeWaiters()
        guard !connections.isEmpty else { return }
        deferred.append {
            for connection in connections { connection.workEnded() }
        }
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
