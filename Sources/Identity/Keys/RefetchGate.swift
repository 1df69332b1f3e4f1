/// Decides when a key set may be fetched again, so that tokens with invented `kid`s cannot make us a flood of requests.
///
/// A value without clock: times are monotonic nanoseconds that the caller gives.
struct RefetchGate: Sendable {
    /// The least time between the starts of two fetches.
    let minimumInterval: Int64
    /// The age at which a set is fetched again though every `kid` is known: a withdrawn key must go at some time.
    let maximumAge: Int64
    private var lastStart: Int64?

    init(minimumInterval: Int64, maximumAge: Int64) {
        self.minimumInterval = minimumInterval
        self.maximumAge = maximumAge
    }

    /// Whether a fetch may start now; if so it counts as started.
    mutating func start(at now: Int64) -> Bool {
        guard elapsed(minimumInterval, at: now) else { return false }
        lastStart = now
        return true
    }

    /// Whether the set is old enough to be fetched again.
    func isStale(at now: Int64) -> Bool {
        elapsed(maximumAge, at: now)
    }

    private func elapsed(_ interval: Int64, at now: Int64) -> Bool {
        guard let lastStart else { return true }
        return now - lastStart >= interval
    }
}
