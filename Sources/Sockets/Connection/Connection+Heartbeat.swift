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
        // A peer that we do not read from cannot show life.
        if isReadingPaused { lastReadTick = now }
        let interval = LoopHub.ticks(milliseconds: profile.heartbeatInterval)
        let timeout = LoopHub.ticks(milliseconds: profile.heartbeatTimeout)
        if pingTick > 0, lastReadTick < pingTick {
            if now >= pingTick &+ timeout { return close(.heartbeat, reason: "no sign of life after a ping") }
            return schedule(at: pingTick &+ timeout)
        }
        pingTick = 0
        if now >= lastReadTick &+ interval {
            ping(at: now)
            schedule(at: now &+ timeout)
        } else {
            schedule(at: lastReadTick &+ interval)
        }
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
