import PrometheusExporter
import Telemetry
import Testing

@Suite("Protobuf")
struct ProtobufTests {
    private func shown(_ families: FamilySnapshot...) -> [UInt8] {
        render(Snapshot(families: families), as: .protobuf)
    }

    private func histogram(_ snapshot: HistogramSnapshot, layout: HistogramLayout? = nil) throws -> DecodedFamily.Histogram {
        let family = FamilySnapshot(name: "h", help: "H.", kind: .histogram, series: [.init(value: .histogram(snapshot))], layout: layout)
        return try #require(DecodedFamily.all(shown(family)).first?.metrics.first?.histogram)
    }

    @Test("a counter is these bytes")
    func bytes() {
        let family = FamilySnapshot(
            name: "a_bytes_total", help: "A.", kind: .counter, labelNames: ["k"],
            series: [
                .init(labels: LabelSet(["k": "v"]), value: .number(1), createdAt: 2.5),
                .init(labels: LabelSet(["k": ""]), value: .number(0)),
            ])
        var expected: [UInt8] = [79]
        expected += [0x0A, 13] + Array("a_bytes_total".utf8)
        expected += [0x12, 2] + Array("A.".utf8)
        expected += [0x18, 0]
        expected += [0x2A, 5] + Array("bytes".utf8)
        // The counter with its value and its moment, then the label, whose field may follow.
        expected += [0x22, 29, 0x1A, 19]
        expected += [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]
        expected += [0x1A, 8, 0x08, 2, 0x10, 0x80, 0xCA, 0xB5, 0xEE, 0x01]
        expected += [0x0A, 6, 0x0A, 1, 0x6B, 0x12, 1, 0x76]
        expected += [0x22, 18, 0x1A, 9]
        expected += [0x09, 0, 0, 0, 0, 0, 0, 0, 0]
        expected += [0x0A, 5, 0x0A, 1, 0x6B, 0x12, 0]
        #expect(shown(family) == expected)
    }

    @Test("names are as declared, infos and state sets are gauges, and what nobody knows the kind of is untyped")
    func kinds() throws {
        let registry = Registry(wallClock: { 1_700_000_000.5 })
        registry.counter("cpu_seconds_total", help: "Time.", labels: ["cpu"]).child("0").increment(by: 3)
        registry.gauge("level", help: "Level.").child().set(-0.25)
        registry.info("build_info", help: "Build.", labels: [("version", "1.2")])
        registry.stateSet("phase", help: "Phase.", states: ["starting", "ready"]).child().select("ready")
        var snapshot = registry.snapshotWithoutOwn()
        snapshot.families.append(FamilySnapshot(name: "what", help: "What.", kind: .unknown, number: 5))
        let decoded = try DecodedFamily.all(render(snapshot, as: .protobuf))
        #expect(
            decoded == [
                DecodedFamily(
                    name: "build_info", help: "Build.", type: 1, unit: nil, metrics: [.init(labels: [["version", "1.2"]], gauge: 1)]),
                DecodedFamily(
                    name: "cpu_seconds_total", help: "Time.", type: 0, unit: "seconds",
                    metrics: [.init(labels: [["cpu", "0"]], counter: 3, createdAt: 1_700_000_000.5)]),
                DecodedFamily(name: "level", help: "Level.", type: 1, unit: nil, metrics: [.init(gauge: -0.25)]),
                DecodedFamily(
                    name: "phase", help: "Phase.", type: 1, unit: nil,
                    metrics: [.init(labels: [["phase", "starting"]], gauge: 0), .init(labels: [["phase", "ready"]], gauge: 1)]),
                DecodedFamily(name: "what", help: "What.", type: 3, unit: nil, metrics: [.init(untyped: 5)]),
            ])
    }

    @Test("exponential buckets are spans of neighbours and differences of counts")
    func nativeBuckets() throws {
        let counts: KeyValuePairs = [-2: 3, -1: 5, 2: 1, 4: 3, 5: 2]
        let decoded = try histogram(
            HistogramSnapshot(schema: 2, zeroCount: 4, sum: 1.5, buckets: counts.map { .init(index: $0.key, count: UInt64($0.value)) }))
        #expect(decoded.deltas == [3, 2, -4, 2, -1])
        #expect(decoded.spans == [[-2, 2], [2, 1], [1, 2]])
        #expect(decoded.schema == 2)
        #expect(decoded.zeroThreshold == 0x1p-128)
        #expect(decoded.zeroCount == 4)
        #expect(decoded.count == 18)
        #expect(decoded.sum == 1.5)
    }

    @Test("the same buckets are these bytes: repeated numbers are not packed")
    func nativeBucketBytes() {
        let counts: KeyValuePairs = [-2: 3, -1: 5, 2: 1, 4: 3, 5: 2]
        let snapshot = HistogramSnapshot(schema: 2, buckets: counts.map { .init(index: $0.key, count: UInt64($0.value)) })
        let family = FamilySnapshot(name: "h", help: "H.", kind: .histogram, series: [.init(value: .histogram(snapshot))])
        var expected: [UInt8] = [0x0A, 1, 0x68, 0x12, 2, 0x48, 0x2E, 0x18, 4, 0x22, 72, 0x3A, 70]
        expected += [0x08, 14, 0x11, 0, 0, 0, 0, 0, 0, 0, 0]
        expected += [0x1A, 11, 0x08, 14, 0x11, 0, 0, 0, 0, 0, 0, 0xF0, 0x7F]
        expected += [0x28, 4, 0x31, 0, 0, 0, 0, 0, 0, 0xF0, 0x37, 0x38, 0]
        expected += [0x62, 4, 0x08, 3, 0x10, 2, 0x62, 4, 0x08, 4, 0x10, 1, 0x62, 4, 0x08, 2, 0x10, 2]
        expected += [0x68, 6, 0x68, 4, 0x68, 7, 0x68, 4, 0x68, 1]
        expected[10] = UInt8(expected.count - 11)
        expected[12] = UInt8(expected.count - 13)
        #expect(shown(family) == [UInt8(expected.count)] + expected)
    }

    @Test("a histogram has its classic buckets too, with the one for infinity, and exemplars in both views")
    func bothViews() throws {
        let registry = Registry(wallClock: { 1_700_000_000.25 })
        let layout = HistogramLayout(exponents: -20...10, classic: [-3, 0, 1])
        let wait = registry.histogram("wait_seconds", help: "Waiting.", labels: ["kind"], buckets: layout).child("a")
        wait.record(0.125, exemplar: ["message_id": "m1"])
        wait.record(0.5)
        wait.record(8, exemplar: ["message_id": "größe \"2\""])
        let one = DecodedFamily.Exemplar(labels: [["message_id", "m1"]], value: 0.125, unixSeconds: 1_700_000_000.25)
        let two = DecodedFamily.Exemplar(labels: [["message_id", "größe \"2\""]], value: 8, unixSeconds: 1_700_000_000.25)
        let classic: [DecodedFamily.Bucket] = [
            .init(count: 1, bound: 0.125, exemplar: one), .init(count: 2, bound: 1), .init(count: 2, bound: 2),
            .init(count: 3, bound: .infinity, exemplar: two),
        ]
        let histogram = DecodedFamily.Histogram(
            count: 3, sum: 8.625, buckets: classic, schema: 3, zeroThreshold: 0x1p-128, zeroCount: 0,
            spans: [[-24, 1], [15, 1], [31, 1]], deltas: [1, 0, 0], exemplars: [one, two])
        let metric = DecodedFamily.Metric(labels: [["kind", "a"]], histogram: histogram, createdAt: 1_700_000_000.25)
        let family = DecodedFamily(name: "wait_seconds", help: "Waiting.", type: 4, unit: "seconds", metrics: [metric])
        #expect(try DecodedFamily.all(render(registry.snapshotWithoutOwn(), as: .protobuf)) == [family])
    }

    @Test("a histogram without observations is still native, by its zero threshold")
    func emptyHistogram() throws {
        let decoded = try histogram(HistogramSnapshot(), layout: HistogramLayout(exponents: 0...2, classic: [0]))
        #expect(
            decoded
                == .init(
                    count: 0, sum: 0, buckets: [.init(count: 0, bound: 1), .init(count: 0, bound: .infinity)], schema: 3,
                    zeroThreshold: 0x1p-128, zeroCount: 0, spans: [], deltas: [], exemplars: []))
    }

    @Test("counters have exemplars, and the one after such a counter has none")
    func counterExemplar() throws {
        let exemplar = Exemplar(labels: LabelSet(["execution_id": "e1"]), value: 2, unixSeconds: 1_700_000_000)
        let family = FamilySnapshot(
            name: "a_total", help: "A.", kind: .counter,
            series: [.init(value: .number(1), exemplar: exemplar), .init(labels: LabelSet(["k": "v"]), value: .number(2))])
        let decoded = try DecodedFamily.all(shown(family))
        #expect(decoded.first?.metrics.first?.exemplar == .init(labels: [["execution_id", "e1"]], value: 2, unixSeconds: 1_700_000_000))
        #expect(decoded.first?.metrics.last == .init(labels: [["k", "v"]], counter: 2))
    }

    @Test("label values of any length and kind come through, also a zero byte")
    func labelValues() throws {
        for value in ["", "say \"hi\"\\\n", "größe 🐝", String(repeating: "x", count: 127), String(repeating: "y", count: 20_000)] {
            let family = FamilySnapshot(
                name: "a", help: "A.", kind: .gauge, series: [.init(labels: LabelSet(["k": value, "other": "o"]), value: .number(1))])
            let decoded = try DecodedFamily.all(shown(family))
            #expect(decoded.first?.metrics == [.init(labels: [["k", value], ["other", "o"]], gauge: 1)])
        }
        let zero = FamilySnapshot(name: "a", help: "A.", kind: .gauge, series: [.init(labels: LabelSet(["k": "a\0b"]), value: .number(1))])
        #expect(shown(zero).suffix(10) == [0x0A, 8, 0x0A, 1, 0x6B, 0x12, 3, 0x61, 0, 0x62])
    }

    @Test("a renderer that knows the series notices when some come, go or are made anew")
    func preparedSeries() {
        var renderer = ExpositionRenderer()
        let registry = Registry(wallClock: { 5 })
        let runs = registry.counter("runs_total", help: "Runs.", labels: ["kind"])
        func check(_ comment: Comment) {
            let snapshot = registry.snapshotWithoutOwn()
            #expect(renderer.render(snapshot, as: .protobuf) == render(snapshot, as: .protobuf), comment)
        }
        runs.child("a").increment()
        runs.child("b").increment(by: 2)
        check("first")
        runs.child("b").increment(by: 300)
        check("other numbers")
        runs.child("c").increment()
        check("one more")
        runs.remove("a")
        check("one less")
        runs.remove("b")
        runs.child("b").increment()
        check("one made anew")
        for number in 0..<150 { runs.child("many\(number)").increment() }
        check("a longer message")
        registry.gauge("a_level", help: "Level.").child().set(1)
        check("one more family")
    }
}
