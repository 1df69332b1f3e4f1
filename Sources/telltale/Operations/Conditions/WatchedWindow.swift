import Telemetry

/// What happened to the watched figures over a stretch of time that ends now.
struct WatchedWindow: Sendable {
    let base: WatchedFigures
    let now: WatchedFigures
    /// How long it is, seconds; more than 0.
    let seconds: Double

    /// What was counted; nil when it never was.
    func increase(_ counter: KeyPath<WatchedFigures, Double?>) -> Double? {
        now[keyPath: counter].map { max(0, $0 - (base[keyPath: counter] ?? 0)) }
    }

    /// A share of all, 0 to 1; nil while there are fewer than so many a second.
    func share(of part: Double?, in whole: Double?, atLeast perSecond: Double) -> Double? {
        guard let part, let whole, whole > 0, whole / seconds >= perSecond else { return nil }
        return part / whole
    }

    /// What 99 % of the observations did not exceed, milliseconds; nil without any.
    func p99(_ distribution: KeyPath<WatchedFigures, HistogramSnapshot?>) -> Double? {
        guard let now = now[keyPath: distribution] else { return nil }
        let window = base[keyPath: distribution].map { now - $0 } ?? now
        return window.quantile(0.99).map { $0 * 1_000 }
    }

    /// The largest share, 0 to 1, among those that are counted by name; nil when none of them was counted here.
    func largestShare(
        of part: KeyPath<WatchedFigures, [String: Double]?>, in whole: KeyPath<WatchedFigures, [String: Double]?>
    ) -> Double? {
        func increase(_ counters: KeyPath<WatchedFigures, [String: Double]?>, _ name: String) -> Double {
            max(0, (now[keyPath: counters]?[name] ?? 0) - (base[keyPath: counters]?[name] ?? 0))
        }
        return (now[keyPath: whole] ?? [:]).keys.compactMap { name in
            let all = increase(whole, name)
            return all > 0 ? increase(part, name) / all : nil
        }.max()
    }

    /// The largest increase among those that are counted by name; nil when they never were.
    func largestIncrease(_ counters: KeyPath<WatchedFigures, [String: Double]?>) -> Double? {
        guard let counts = now[keyPath: counters] else { return nil }
        return counts.map { max(0, $0.value - (base[keyPath: counters]?[$0.key] ?? 0)) }.max() ?? 0
    }
}
