import COpenTelemetryModel
import Telemetry
import Testing

@testable import OpenTelemetryExporter

@Suite("Encoding")
struct MetricsEncoderTests {
    private func text(_ text: String) -> [UInt8] {
        Array(text.utf8)
    }

    /// A field of bytes, fewer than 128 of them.
    private func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(content.count)] + content
    }

    @Test("a counter is this on the wire: times and numbers as fixed 64 bits, times in nanoseconds")
    func wire() {
        let encoder = MetricsEncoder(
            resource: [OTLPAttribute("service.name", "t")], scope: OTLPScope(name: "telltale", version: "1"))
        let series = SeriesSnapshot(labels: LabelSet(names: ["a"], values: ["b"]), value: .number(2), createdAt: 50)
        let family = FamilySnapshot(name: "x_bytes_total", help: "H.", kind: .counter, labelNames: ["a"], series: [series])
        let attribute = field(1, text("a")) + field(2, field(1, text("b")))
        let start: [UInt8] = [0x11, 0x00, 0x74, 0x3B, 0xA4, 0x0B, 0, 0, 0]
        let time: [UInt8] = [0x19, 0x00, 0xE8, 0x76, 0x48, 0x17, 0, 0, 0]
        let number: [UInt8] = [0x21, 0, 0, 0, 0, 0, 0, 0, 0x40]
        let point = start + time + number + field(7, attribute)
        let sum = field(1, point) + [0x10, 2, 0x18, 1]
        let metric = field(1, text("x_bytes_total")) + field(2, text("H.")) + field(3, text("By")) + field(7, sum)
        let scope = field(1, field(1, text("telltale")) + field(2, text("1")))
        let resource = field(1, field(1, text("service.name")) + field(2, field(1, text("t"))))
        let metrics = field(1, resource) + field(2, scope + field(2, metric))
        #expect(encoder.bytes([family]) == field(1, metrics))
    }

    @Test("a counter is a monotonic cumulative sum that begins when its series did, or with the process")
    func counter() throws {
        let family = FamilySnapshot(
            name: "x_total", help: "Xs.", kind: .counter, labelNames: ["k"],
            series: [
                SeriesSnapshot(labels: LabelSet(names: ["k"], values: ["a"]), value: .number(7), createdAt: 20.5),
                SeriesSnapshot(labels: LabelSet(names: ["k"], values: ["b"]), value: .number(0.25)),
                // Somebody has put the clock back since.
                SeriesSnapshot(labels: LabelSet(names: ["k"], values: ["c"]), value: .number(0), createdAt: 200),
            ])
        let decoded = try MetricsEncoder.bare().decoded([family])
        let metric = try decoded.metric("x_total")
        #expect(metric.data_case == OTLP__METRIC__DATA_SUM)
        #expect(String(metric.description) == "Xs.")
        #expect(metric.unit.len == 0)
        let sum = try #require(metric.sum?.pointee)
        #expect(sum.is_monotonic != 0)
        #expect(sum.aggregation_temporality == OTLP__AGGREGATION_TEMPORALITY__CUMULATIVE)
        let points = all(sum.data_points, sum.n_data_points)
        #expect(points.map(\.as_double) == [7, 0.25, 0])
        #expect(points.allSatisfy { $0.value_case == OTLP__NUMBER_DATA_POINT__VALUE_AS_DOUBLE })
        #expect(points.map(\.start_time_unix_nano) == [20_500_000_000, 5_000_000_000, 100_000_000_000])
        #expect(points.map(\.time_unix_nano) == [100_000_000_000, 100_000_000_000, 100_000_000_000])
        #expect(points.map { texts($0.attributes, $0.n_attributes) } == [["k=a"], ["k=b"], ["k=c"]])
    }

    @Test("labels without a value are no attributes")
    func emptyLabels() throws {
        let names = ["error_type", "k", "z"]
        let family = FamilySnapshot(
            name: "x_total", help: "", kind: .counter, labelNames: names,
            series: [["", "a", "b"], ["timeout", "a", ""], ["", "", ""]].map {
                SeriesSnapshot(labels: LabelSet(names: names, values: $0), value: .number(1), createdAt: 20)
            })
        let sum = try #require(MetricsEncoder.bare().decoded([family]).metric("x_total").sum?.pointee)
        let points = all(sum.data_points, sum.n_data_points)
        #expect(points.map { texts($0.attributes, $0.n_attributes) } == [["k=a", "z=b"], ["error_type=timeout", "k=a"], []])
    }

    @Test("the process's own start is taken for the counters of which nobody knows")
    func processStart() throws {
        let decoded = try MetricsEncoder.bare().decoded([
            FamilySnapshot(name: "process_start_time_seconds", help: "", kind: .gauge, number: 42),
            FamilySnapshot(name: "x_total", help: "", kind: .counter, number: 1),
        ])
        let sum = try #require(decoded.metric("x_total").sum?.pointee)
        #expect(all(sum.data_points, sum.n_data_points).map(\.start_time_unix_nano) == [42_000_000_000])
    }

    @Test(
        "gauges, infos, state sets and what nobody knows are gauges without a start",
        arguments: [FamilyKind.gauge, .info, .stateSet, .unknown])
    func gauges(_ kind: FamilyKind) throws {
        let decoded = try MetricsEncoder.bare().decoded([FamilySnapshot(name: "x", help: "", kind: kind, number: -1.5)])
        let metric = try decoded.metric("x")
        #expect(metric.data_case == OTLP__METRIC__DATA_GAUGE)
        let gauge = try #require(metric.gauge?.pointee)
        let points = all(gauge.data_points, gauge.n_data_points)
        #expect(points.map(\.as_double) == [-1.5])
        #expect(points.map(\.start_time_unix_nano) == [0])
        #expect(points.map(\.n_attributes) == [0])
    }

    @Test("infinities and what is no number go through", arguments: [Double.infinity, -.infinity, .nan, -0.0, .greatestFiniteMagnitude])
    func strangeNumbers(_ number: Double) throws {
        let decoded = try MetricsEncoder.bare().decoded([FamilySnapshot(name: "x", help: "", kind: .gauge, number: number)])
        let gauge = try #require(decoded.metric("x").gauge?.pointee)
        #expect(all(gauge.data_points, gauge.n_data_points).map(\.as_double.bitPattern) == [number.bitPattern])
    }

    @Test("label values arrive whole: with quotes, line ends and NUL, in any script; an empty one is no label")
    func labelValues() throws {
        let values = ["", "a\"b\\c\nd", "a\u{0}b", "Привет 🙂", String(repeating: "x", count: 512)]
        let names = ["a", "b", "c", "d", "e"]
        let series = SeriesSnapshot(labels: LabelSet(names: names, values: values), value: .number(1))
        let family = FamilySnapshot(name: "x", help: "", kind: .gauge, labelNames: names, series: [series])
        let gauge = try #require(MetricsEncoder.bare().decoded([family]).metric("x").gauge?.pointee)
        let points = all(gauge.data_points, gauge.n_data_points)
        #expect(points.map { texts($0.attributes, $0.n_attributes) } == [zip(names, values).dropFirst().map { "\($0)=\($1)" }])
    }

    @Test("series of one family may have labels of different names")
    func mixedNames() throws {
        let family = FamilySnapshot(
            name: "x", help: "", kind: .gauge,
            series: [["a"], ["b"], ["a", "b"], []].map {
                SeriesSnapshot(labels: LabelSet(names: $0, values: $0), value: .number(1))
            })
        let decoded = try MetricsEncoder.bare().decoded([family])
        let gauge = try #require(decoded.metric("x").gauge?.pointee)
        #expect(
            all(gauge.data_points, gauge.n_data_points).map { texts($0.attributes, $0.n_attributes) } == [
                ["a=a"], ["b=b"], ["a=a", "b=b"], [],
            ])
    }

    @Test("resource and scope say who measured")
    func resource() throws {
        let encoder = MetricsEncoder(
            resource: [OTLPAttribute("service.name", "chat"), OTLPAttribute("empty", "")], scope: OTLPScope(name: "telltale", version: "9"))
        let decoded = try encoder.decoded([FamilySnapshot(name: "x", help: "", kind: .gauge, number: 1)])
        let resource = try #require(decoded.resourceMetrics.resource?.pointee)
        #expect(texts(resource.attributes, resource.n_attributes) == ["service.name=chat", "empty="])
        let scope = try #require(decoded.scopeMetrics.scope?.pointee)
        #expect(String(scope.name) == "telltale")
        #expect(String(scope.version) == "9")
    }

    @Test("units are in the codes of UCUM; what has none gets none, and what has no code an annotation")
    func units() throws {
        let families = ["x_seconds", "x_bytes", "x_ratio", "x"].map { FamilySnapshot(name: $0, help: "", kind: .gauge, number: 1) }
        var odd = FamilySnapshot(name: "x_usd", help: "", kind: .gauge, number: 1)
        odd.unit = "usd"
        let metrics = try MetricsEncoder.bare().decoded(families + [odd])
        #expect(try metrics.metrics().map { String($0.unit) } == ["s", "By", "1", "", "{usd}"])
    }

    @Test("families without series are left out, and a registry without any makes an empty list")
    func empty() throws {
        let family = FamilySnapshot(name: "x", help: "", kind: .gauge)
        #expect(try MetricsEncoder.bare().decoded([family]).metrics().isEmpty)
        #expect(try MetricsEncoder.bare().decoded([]).metrics().isEmpty)
    }

    @Test("an encoder that is used again says only what is new, from the same memory")
    func reuse() throws {
        let encoder = MetricsEncoder.bare()
        let small = FamilySnapshot(name: "x", help: "", kind: .gauge, number: 1)
        let labels = LabelSet(names: ["k"], values: [String(repeating: "v", count: 200_000)])
        let large = FamilySnapshot(name: "y", help: "", kind: .gauge, series: [SeriesSnapshot(labels: labels, value: .number(1))])
        let first = encoder.bytes([small])
        #expect(encoder.bytes([small, large]).count > 200_000)
        #expect(encoder.bytes([small]) == first)
        let capacity = encoder.capacity
        for _ in 0..<20 { _ = encoder.bytes([small, large]) }
        #expect(encoder.capacity == capacity)
    }

    @Test("a request that is longer than the limit is not shown, one that is as long is")
    func tooLarge() {
        let family = FamilySnapshot(name: "x", help: "", kind: .gauge, number: 1)
        let snapshot = Snapshot(families: [family], takenAtUnixSeconds: 1)
        let length = MetricsEncoder.bare().bytes([family]).count
        let isShown = [length - 1, length].map { limit in
            MetricsEncoder(resource: [], scope: OTLPScope(name: "telltale", version: "1"), limit: limit)
                .encode(snapshot, time: SnapshotTime(snapshot, fallback: 0)) { $0 != nil }
        }
        #expect(isShown == [false, true])
        #expect(MetricsEncoder.requestLimit == 67_108_864)
    }
}
