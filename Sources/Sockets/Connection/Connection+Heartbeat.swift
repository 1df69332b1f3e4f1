import NIOCore
import Telemetry
import Wire

extension Connection {
    /// Sees to it that ``due(at:)`` looks at the connection at `tick` or earlier. One entry of the wheel counts at a time,
    /// the earliest: if every due time kept its own, each look would double them.
    func schedule(at tick: UInt32) {
        guard slot >= 0 else { return }
        if dueTick > loop.now, dueTick <= tick { return }
        dueTick = loop.schedule(self, at: tick)
    }

    func scheduleHeartbeat() {
        let profile = endpoint.profile
        guard profile.heartbeatInterval > 0 else { return }
        schedule(at: lastReadTick &+ LoopHub.ticks(milliseconds: profile.heartbeatInterval))
    }

    /// An entry of the wheel came up. It may be early, so everything is looked at afresh.
    func due(at now: UInt32) {
        guard now == dueTick else { return }
        dueTick = 0
        if phase == .closing {
            if now >= closeTick { closeChannel() } else { schedule(at: closeTick) }
            return
        }
        guard phase == .open else { return }
        if deadlineTick > 0 {
            if now >= deadlineTick {
                deadlineTick = 0
                session?.deadlineReached(self)
            } else {
                schedule(at: deadlineTick)
            }
        }
        if phase == .open { checkHeartbeat(at: now) }
    }

    private func checkHeartbeat(at now: UInt32) {
        let profile = endpoint.profile
        guard profile.heartbeatInterval > 0 else { return }
        let interval = LoopHub.ticks(milliseconds: profile.heartbeatInterval)
        guard profile.heartbeatTimeout > 0 else { return pingOnly(at: now, interval: interval) }
        let timeout = LoopHub.ticks(milliseconds: profile.heartbeatTimeout)
        let isStuck = outbox.pending > 0 && now >= lastProgress(at: now) &+ interval &+ timeout
        if isStuck { return close(.heartbeat, reason: "took none of what waits for it") }
        // A peer that we do not read from cannot show life. Our own work ends by itself; work that waits for the peer to
        // take something is found by its outbox.
        if isReadingPaused { lastReadTick = now }
        if pingTick > 0, lastReadTick < pingTick {
            if now >= pingTick &+ timeout { return close(.heartbeat, reason: "no sign of life after a ping") }
            return look(at: pingTick &+ timeout, orAfter: interval &+ timeout)
        }
        pingTick = 0
        if now >= lastReadTick &+ interval {
            ping(at: now)
            look(at: now &+ timeout, orAfter: interval &+ timeout)
        } else {
            look(at: lastReadTick &+ interval, orAfter: interval &+ timeout)
        }
    }

    /// Without a timeout nobody is ever found dead, and pings keep what lies between awake.
    private func pingOnly(at now: UInt32, interval: UInt32) {
        if now >= max(lastReadTick, pingTick) &+ interval { ping(at: now) }
        schedule(at: max(lastReadTick, pingTick) &+ interval)
    }

    /// Schedules the next look, earlier when the outbox will have stood still for `patience` by then.
    private func look(at tick: UInt32, orAfter patience: UInt32) {
        schedule(at: outbox.pending > 0 ? min(tick, progressTick &+ patience) : tick)
    }

    /// When the peer last took something. NIO completes a write only when all of it is gone, so a part is looked for.
    private func lastProgress(at now: UInt32) -> UInt32 {
        let buffered = try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)
        let taken = outbox.pending - (buffered ?? outbox.pending)
        if taken > takenBytes {
            takenBytes = taken
            progressTick = now
        }
        return progressTick
    }

    /// The outbox shrank by a whole write, or begins to fill.
    func noteProgress() {
        progressTick = loop.now
        takenBytes = 0
    }

    private func ping(at now: UInt32) {
        pingTick = now
        pingSentAt = MonotonicTime.nanoseconds()
        withUnsafeBytes(of: pingSentAt) { send(.ping, $0) }
    }

    /// Only the echo of our own last ping counts for the round trip.
    func receivedPong(_ bytes: UnsafeRawBufferPointer) {
        guard pingSentAt > 0, bytes.count == 8, bytes.loadUnaligned(as: Int64.self) == pingSentAt else { return }
        endpoint.pingRoundTrip.record(nanoseconds: MonotonicTime.nanoseconds() - pingSentAt)
        pingSentAt = 0
    }
}
