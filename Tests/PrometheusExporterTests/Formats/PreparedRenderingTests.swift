import PrometheusExporter
import Telemetry
import Testing

/// A renderer keeps what it made of families and series. Whatever changes, it must say what one says that knows nothing.
@Suite("Rendering again", .serialized)
struct PreparedRenderingTests {
    private let labels = (0..<4).map { LabelSet(["room": "r\($0)", "kind": $0.isMultiple(of: 2) ? "even" : "odd"]) }

    private func series(_ labels: [LabelSet], from number: Double = 0) -> [SeriesSnapshot] {
        labels.enumerated().map { SeriesSnapshot(labels: $1, value: .number(number + Double($0) * 12_345.5), createdAt: 1_700_000_000) }
    }

    private func family(_ name: String, _ kind: FamilyKind, _ series: [SeriesSnapshot], help: String = "Help.") -> FamilySnapshot {
        FamilySnapshot(name: name, help: help, kind: kind, labelNames: ["room", "kind"], series: series)
    }

    /// Expositions of one process, each of which differs from the one before in something that a renderer keeps.
    private var course: [Snapshot] {
        let first = family("a_seconds_total", .counter, series(labels))
        let second = family("b", .gauge, series(Array(labels[..<2]), from: -3))
        var sampled = series(labels, from: 9)
        sampled[1].exemplar = Exemplar(labels: LabelSet(["message_id": "m1"]), value: 2, unixSeconds: 1_700_000_001)
        var created = series(labels)
        created[2].createdAt = 1_800_000_000.25
        var otherNames = second
        otherNames.labelNames = ["b"]
        otherNames.kind = .stateSet
        var withoutUnit = first
        withoutUnit.unit = nil
        return [
            [first, second],
            [family("a_seconds_total", .counter, series(labels, from: 7e9)), second],
            [family("a_seconds_total", .counter, series(Array(labels[1...]))), second],
            [family("a_seconds_total", .counter, series(labels.map { LabelSet(names: $0.names, values: $0.values) })), second],
            [family("a_seconds_total", .counter, series(labels.reversed())), second],
            [family("a_seconds_total", .counter, sampled), second],
            [family("a_seconds_total", .counter, created), second],
            [family("a_seconds_total", .gauge, series(labels)), second],
            [family("a_seconds_total", .unknown, series(labels), help: "Other \"help\"."), second],
            [first, otherNames],
            [withoutUnit, second],
            [family("0", .gauge, [SeriesSnapshot(value: .number(1))]), first, second],
            [family("a_seconds", .gauge, series(labels)), first, second],
            [second],
            [],
            [first, second],
        ].map { Snapshot(families: $0) }
    }

    @Test("whatever comes, goes or changes, it shows what a new renderer shows", arguments: ExpositionFormat.allCases, [false, true])
    func course(format: ExpositionFormat, createdSeries: Bool) {
        let settings = ExpositionSettings(createdSeries: createdSeries)
        var kept = ExpositionRenderer(settings: settings)
        for (step, snapshot) in course.enumerated() {
            let shown = kept.render(snapshot, as: format)
            #expect(shown == render(snapshot, as: format, settings: settings), "step \(step)")
        }
    }

    @Test("a renderer that changes its format shows each as a new one does")
    func formats() {
        var kept = ExpositionRenderer()
        for snapshot in course {
            for format in ExpositionFormat.allCases { #expect(kept.render(snapshot, as: format) == render(snapshot, as: format)) }
        }
    }

    @Test("numbers of every size are written as they read back")
    func numbers() {
        var generator = SeededGenerator(seed: 42)
        var numbers: [Double] = [
            0, 9, 10, 99_999_999, 100_000_000, 0x1p52 - 1, 0x1p52, 0x1p52 + 1, 0x1p53 - 1, 0x1p53, 0x1p60, 0.5, 1e-300,
        ]
        for digits in 1...17 {
            let limit = UInt64((0..<digits).reduce(1) { product, _ in product * 10 })
            for _ in 0..<200 {
                let whole = Double(UInt64.random(in: 0..<limit, using: &generator))
                numbers += [whole, whole / 1_024]
            }
        }
        numbers += numbers.map { -$0 }
        let shown = text(
            Snapshot(families: [
                FamilySnapshot(name: "n", help: "N.", kind: .gauge, series: numbers.map { SeriesSnapshot(value: .number($0)) })
            ]),
            as: .text)
        let lines = shown.split(separator: "\n").dropFirst(2)
        #expect(lines.count == numbers.count)
        for (line, number) in zip(lines, numbers) {
            let isWhole = number.magnitude < 0x1p53 && number == number.rounded()
            let written = isWhole ? "\(Int64(number))" : number.description
            #expect(line == "n \(written)")
        }
    }
}
