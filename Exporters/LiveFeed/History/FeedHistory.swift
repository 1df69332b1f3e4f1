import Wire

/// The last five minutes at one entry a second.
struct FeedHistory {
    /// How many rows are kept.
    static let capacity = 300
    /// The time between rows, milliseconds.
    static let stepMilliseconds = 1_000

    private var rows = BoundedQueue<StatsHistory.Row>(capacity: capacity)

    /// Adds the entry of the last second.
    mutating func append(_ row: StatsHistory.Row) {
        rows.append(row)
    }

    /// The rows between two Unix times in milliseconds, both included, at a step.
    ///
    /// - Parameter step: brought up to whole seconds, milliseconds; the rows of a step become one.
    func select(from: Int64?, to: Int64?, stepMilliseconds step: Int?) -> StatsHistory {
        let (from, to) = (from ?? .min, to ?? .max)
        let selected = from <= to ? rows.elements.filter { (from...to).contains($0.timestampMilliseconds) } : []
        let second = Self.stepMilliseconds
        let step = max(1, ((step ?? second) + second - 1) / second) * second
        guard step > second else { return StatsHistory(stepMilliseconds: second, rows: selected) }
        return StatsHistory(stepMilliseconds: step, rows: Self.join(selected, step: Int64(step)))
    }

    /// Joins the rows that fall into the same step of Unix time; each carries the time of its last row.
    private static func join(_ rows: [StatsHistory.Row], step: Int64) -> [StatsHistory.Row] {
        var joined: [StatsHistory.Row] = []
        var rest = rows[...]
        while let first = rest.first {
            let bucket = first.timestampMilliseconds / step
            let same = rest.prefix { $0.timestampMilliseconds / step == bucket }
            rest = rest.dropFirst(same.count)
            joined.append(
                StatsHistory.Row(
                    timestampMilliseconds: same.last?.timestampMilliseconds ?? first.timestampMilliseconds,
                    entry: .summary(of: same.map(\.entry))))
        }
        return joined
    }
}
