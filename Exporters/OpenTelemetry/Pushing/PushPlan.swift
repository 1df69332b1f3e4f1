/// When a snapshot is sent, sent again or given up.
///
/// Times are monotonic nanoseconds. Pushes are due at fixed distances; one that takes longer than the interval makes the next
/// one fall out. Since every snapshot holds all that was counted before, only the newest is ever worth sending: one that cannot
/// be delivered before the next is due is given up, so nothing piles up while the collector is away.
struct PushPlan: Sendable {
    private enum State: Hashable {
        /// Nothing is under way. Left for `sending` when a push is due and when stopping.
        case idle(due: Int64)
        /// A snapshot is on its way. Left for `idle` when it has arrived or is given up, for `waiting` when it goes again, for
        /// `ended` when it was the last.
        case sending
        /// The snapshot goes again at that time. Left for `sending` then, with a newer one when stopping.
        case waiting(until: Int64)
        /// Nothing follows. Has no exits.
        case ended
    }

    /// What to do now.
    enum Action: Sendable, Hashable {
        /// Ask again at that time.
        case sleep(until: Int64)
        /// Take a snapshot and send it, for at most so many nanoseconds.
        case sendNew(timeout: Int64)
        /// Send the last snapshot again, for at most so many nanoseconds.
        case sendAgain(timeout: Int64)
        /// Nothing: all is done.
        case end
    }

    private let start: Int64
    private let interval: Int64
    private let timeout: Int64
    private let backoff: Backoff
    private var state: State
    private var failures = 0
    /// When to give up the snapshot that is on its way: when the next is due, or when the time for stopping is over.
    private var limit: Int64
    private var isStopping = false

    /// The first push is due one interval after `now`.
    ///
    /// - Parameters:
    ///   - interval: from one push to the next, at least 1.
    ///   - timeout: for one request.
    init(now: Int64, interval: Int64, timeout: Int64, backoff: Backoff = Backoff()) {
        start = now
        self.interval = max(1, interval)
        self.timeout = timeout
        self.backoff = backoff
        limit = now
        state = .idle(due: now + self.interval)
    }

    /// Whether the last snapshot may go again.
    var isWaiting: Bool {
        if case .waiting = state { true } else { false }
    }

    /// Whether nothing follows any more.
    var isEnded: Bool {
        state == .ended
    }

    /// What to do at this time. After a sending action, ``ended(_:at:jitter:)`` comes before this again.
    mutating func next(at now: Int64) -> Action {
        switch state {
        case .idle(let due) where due <= now:
            if !isStopping { limit = tick(after: now) }
            state = .sending
            return .sendNew(timeout: timeout(at: now))
        case .waiting(let until) where until <= now:
            state = .sending
            return .sendAgain(timeout: timeout(at: now))
        case .idle(let time), .waiting(let time): return .sleep(until: time)
        case .sending, .ended: return .end
        }
    }

    /// A request has ended.
    ///
    /// - Parameters:
    ///   - result: how.
    ///   - jitter: 0 to 1, by chance.
    /// - Returns: whether the snapshot is given up although it could have gone again.
    @discardableResult
    mutating func ended(_ result: ExportResult, at now: Int64, jitter: Double) -> Bool {
        guard case .sending = state else { return false }
        guard result.outcome.isTransient else {
            failures = 0
            state = isStopping ? .ended : .idle(due: tick(after: now))
            return false
        }
        failures += 1
        let wish = result.retryAfter.map { $0 + Int64(Double(min($0, 10_000_000_000)) * 0.1 * jitter) }
        let again = now + (wish ?? backoff.wait(failures: failures, jitter: jitter))
        if again < limit {
            state = .waiting(until: again)
            return false
        }
        // What the collector asked for is kept to beyond the next push; our own caution is not.
        state = isStopping ? .ended : .idle(due: max(tick(after: now), wish == nil ? 0 : again))
        return true
    }

    /// The server stops: one more snapshot goes out now, and again within `limit` nanoseconds if need be.
    ///
    /// A request that is on its way counts for nothing any more.
    mutating func stop(at now: Int64, within limit: Int64) {
        guard state != .ended, !isStopping else { return }
        isStopping = true
        failures = 0
        self.limit = now + limit
        state = .idle(due: now)
    }

    private func timeout(at now: Int64) -> Int64 {
        isStopping ? max(0, min(timeout, limit - now)) : timeout
    }

    /// The first due time after a moment.
    private func tick(after now: Int64) -> Int64 {
        start + ((now - start) / interval + 1) * interval
    }
}
