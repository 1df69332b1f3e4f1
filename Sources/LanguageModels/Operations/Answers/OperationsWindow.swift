/// The seconds that a question is about, and what they come to.
struct OperationsWindow: Sendable {
    /// Oldest first; never empty.
    let seconds: [OperationsSecond]
    /// What was asked for.
    let asked: TimeWindow

    /// The window as far as it was measured; nil when nothing was.
    init?(_ window: TimeWindow, of source: any OperationsSource) {
        seconds = source.history(seconds: window.seconds)
        asked = window
        if seconds.isEmpty { return nil }
    }

    /// How long it is, seconds.
    var length: Double {
        seconds.reduce(0) { $0 + Double($1.seconds) }
    }

    /// Whether there is as much as was asked for.
    var isWhole: Bool {
        length.rounded() >= Double(asked.seconds) - 1
    }

    /// `last 5 min`; on a younger server `last 42 s (all that was measured)`.
    var span: String {
        guard !isWhole else { return "last " + Figures.duration(Double(asked.seconds)) }
        return "last \(Figures.duration(max(1, length.rounded()))) (all that was measured)"
    }

    /// The newest measurement; nil without any.
    func last(_ figure: KeyPath<OperationsSecond, Float?>) -> Double? {
        seconds.last?[keyPath: figure].map(Double.init)
    }

    /// The seconds with the smallest and the largest value, the first of equals; nil without any.
    func extremes(_ figure: KeyPath<OperationsSecond, Float?>) -> (low: Moment, high: Moment)? {
        let moments = seconds.compactMap { second in
            second[keyPath: figure].map { Moment(value: Double($0), endMilliseconds: second.endMilliseconds) }
        }
        guard var (low, high) = moments.first.map({ ($0, $0) }) else { return nil }
        for moment in moments {
            if moment.value < low.value { low = moment }
            if moment.value > high.value { high = moment }
        }
        return (low, high)
    }

    /// The largest value; nil without any.
    func peak(_ figure: KeyPath<OperationsSecond, Float?>) -> Moment? {
        extremes(figure)?.high
    }

    /// All counts together; nil when it was never measured.
    func sum(_ figure: KeyPath<OperationsSecond, Float?>) -> Double? {
        seconds.reduce(nil) { sum, second in second[keyPath: figure].map { (sum ?? 0) + Double($0) } ?? sum }
    }

    /// Counts a second; nil when it was never measured.
    func rate(_ figure: KeyPath<OperationsSecond, Float?>) -> Double? {
        sum(figure).map { $0 / max(length, 0.001) }
    }

    /// The second with the most counts a second; nil when there was none.
    func busiest(_ figure: KeyPath<OperationsSecond, Float?>) -> Moment? {
        peak(figure).flatMap { $0.value > 0 ? $0 : nil }
    }

    /// What happened by name, most often first, those alike by name.
    func tallies(_ list: KeyPath<OperationsSecond, [Tally]>) -> [Tally] {
        var sums: [String: Float] = [:]
        for second in seconds {
            for tally in second[keyPath: list] { sums[tally.name, default: 0] += tally.count }
        }
        return sums.map { Tally($0.key, $0.value) }.filter { $0.count > 0 }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    /// Operations by how they ended; nil when they were never counted.
    func outcomes(_ figure: KeyPath<OperationsSecond, OperationsSecond.Outcomes?>) -> OutcomeSums? {
        let measured = seconds.compactMap { $0[keyPath: figure] }
        return measured.isEmpty ? nil : OutcomeSums(measured)
    }

    /// The second with the most operations that failed; nil without any.
    var worstSecond: Moment? {
        let moments = seconds.map { Moment(value: Double($0.operations?.serverErrors ?? 0), endMilliseconds: $0.endMilliseconds) }
        guard let most = moments.map(\.value).max(), most > 0 else { return nil }
        return moments.first { $0.value == most }
    }
}
