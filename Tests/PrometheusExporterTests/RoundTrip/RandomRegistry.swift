import Telemetry

/// A registry with random families of every kind, label values that need escaping, and numbers of every size.
struct RandomRegistry {
    private static let texts = [
        "", "chat", "say \"hi\"", "C:\\temp\\", "two\nlines", "\\n", "größe 🐝", "日本語", "{a=\"b\",c=\"d\"} 1", "# EOF", " ", ",", "\t",
        "\u{7F}\u{1}", "e\u{301}", String(repeating: "long ", count: 60),
    ]
    private static let numbers: [Double] = [
        0, -0.0, 1, -1, 0.1, -2.5, 1e-300, .leastNonzeroMagnitude, 1.797_693_134_862_315_7e308, 9_007_199_254_740_991,
        9_007_199_254_740_992, 1e15, 1e16,
        123_456_789.123, .pi, .infinity, -.infinity, .nan, 100, 1_700_000_123.45,
    ]
    private static let units = ["", "_seconds", "_bytes", "_ratio"]

    let registry: Registry
    private var random: SeededGenerator

    init(seed: UInt64) {
        registry = Registry(exemplarInterval: 0, wallClock: { 1_700_000_000.125 })
        random = SeededGenerator(seed: seed)
        for number in 0..<Int.random(in: 1...12, using: &random) { addFamily(number) }
        registry.addCollector(Foreign(families: (0..<3).map { foreignFamily($0) }))
    }

    private mutating func addFamily(_ number: Int) {
        let name = "f\(number)\(pick(Self.units))"
        let help = pick(Self.texts)
        let labels = (0..<Int.random(in: 0...3, using: &random)).map { "l\($0)" }
        let children = (0..<Int.random(in: 1...6, using: &random)).map { _ in labels.map { _ in pick(Self.texts) } }
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            let family = registry.counter(name + "_total", help: help, labels: labels)
            for child in children { family.child(child).increment(by: Int(random.next() >> UInt64.random(in: 12...63, using: &random))) }
        case 1:
            let family = registry.floatingCounter(name + "_total", help: help, labels: labels)
            for child in children { family.child(child).increment(by: pick(Self.numbers)) }
        case 2:
            let family = registry.gauge(name, help: help, labels: labels)
            for child in children { family.child(child).set(pick(Self.numbers)) }
        case 3:
            registry.info(name + "_info", help: help, labels: labels.map { ($0, pick(Self.texts)) })
        case 4:
            let family = registry.stateSet(name, help: help, labels: labels, states: ["a", "b \"c\"", "\n"])
            for child in children { family.child(child).select("a") }
        default:
            addHistograms(registry.histogram(name, help: help, labels: labels, buckets: layout()), children)
        }
    }

    private mutating func layout() -> HistogramLayout {
        let schema = Int.random(in: -2...5, using: &random)
        let classic = (-20...24).filter { _ in Bool.random(using: &random) }
        return HistogramLayout(exponents: -20...24, schema: schema, classic: classic)
    }

    private mutating func addHistograms(_ family: Family<Histogram>, _ children: [[String]]) {
        for child in children {
            let histogram = family.child(child)
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                let exponent = Double.random(in: -30...30, using: &random)
                let value = Bool.random(using: &random) ? Double(Int(exponent)) : exponent * exponent * exponent
                if Bool.random(using: &random) {
                    histogram.record(value)
                } else {
                    let id = Self.texts[Int(random.next() % 8)]
                    histogram.record(value, exemplar: ["message_id": id])
                }
            }
        }
    }

    private mutating func foreignFamily(_ number: Int) -> FamilySnapshot {
        let kinds: [FamilyKind] = [.unknown, .counter, .info, .gauge]
        let series = (0..<Int.random(in: 1...4, using: &random)).map { index in
            SeriesSnapshot(
                labels: LabelSet(["l": pick(Self.texts), "n": "\(index)"]), value: .number(pick(Self.numbers).magnitude))
        }
        return FamilySnapshot(name: "foreign\(number)", help: pick(Self.texts), kind: kinds[number], series: series)
    }

    private mutating func pick<T>(_ choices: [T]) -> T {
        choices[Int(random.next() % UInt64(choices.count))]
    }
}

/// A collector that passes on what somebody else counted.
private struct Foreign: Collector {
    let families: [FamilySnapshot]

    func collect() -> [FamilySnapshot] {
        families
    }
}
