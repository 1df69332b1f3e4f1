import CoreMetrics
import Testing

@testable import Telemetry

@Suite("TelemetryFactory, names and labels")
struct FactoryNamesTests {
    private let registry = Registry()
    private let factory: TelemetryFactory

    init() {
        factory = TelemetryFactory(registry: registry)
    }

    @Test(
        "labels of libraries become valid names",
        arguments: [
            ("http.server.active-requests", "http_server_active_requests"), ("a:b", "a_b"), ("2fast", "_2fast"),
            ("größe", "gr__e"), ("", "_"), ("a b\n\"c\\", "a_b__c_"), ("__reserved", "__reserved"), ("Already_Valid9", "Already_Valid9"),
        ])
    func names(label: String, name: String) {
        CoreMetrics.Gauge(label: label, factory: factory).record(1)
        #expect(registry.snapshot().family(name)?.number() == 1)
        #expect(registry.problems.isEmpty)
    }

    @Test("suffixes that a label has already are not added again")
    func suffixes() {
        CoreMetrics.Counter(label: "polls_total", factory: factory).increment()
        CoreMetrics.Timer(label: "wait.seconds", factory: factory).recordSeconds(1)
        CoreMetrics.Timer(label: "wait", factory: factory).recordSeconds(1)
        let names = registry.snapshot().families.map(\.name).filter { !$0.hasPrefix("telltale_") }
        #expect(names == ["polls_total", "wait_seconds"])
        #expect(registry.snapshot().family("wait_seconds")?.distribution()?.count == 2)
    }

    @Test(
        "dimensions become valid labels, sorted",
        arguments: [
            ([("http.route", "/a"), ("b-c", "x")], #"b_c="x",http_route="/a""#),
            ([("1st", "x"), ("", "y")], #"_="y",_1st="x""#),
            ([("__name__", "x")], #"exported___name__="x""#),
            ([("a.b", "1"), ("a_b", "2"), ("a-b", "3")], #"a_b="3",exported_a_b="1",exported_exported_a_b="2""#),
            ([("a", "1"), ("a", "2")], #"a="1",exported_a="2""#),
            ([("le", "1")], #"le="1""#),
            ([("a", "")], ""),
            ([("a:b", "\"\\\n")], #"a_b="\"\\\n""#),
        ] as [([(String, String)], String)])
    func labels(dimensions: [(String, String)], exposition: String) {
        CoreMetrics.Gauge(label: "g", dimensions: dimensions, factory: factory).record(1)
        let labels = registry.snapshot().family("g")?.series.first?.labels.exposition
        #expect(labels.map { String(decoding: $0, as: UTF8.self) } == exposition)
    }

    @Test("a histogram keeps le for its buckets")
    func bucketLabel() {
        Recorder(label: "r", dimensions: [("le", "x")], factory: factory).record(1)
        #expect(registry.snapshot().family("r")?.labelNames == ["exported_le"])
    }

    @Test("label values that are too long are one series, other")
    func longValues() {
        for last in ["a", "b"] {
            let value = String(repeating: "x", count: 600) + last
            CoreMetrics.Counter(label: "c", dimensions: [("path", value)], factory: factory).increment()
        }
        #expect(registry.snapshot().family("c_total")?.series.map(\.labelValues) == [["other"]])
        #expect(registry.snapshot().family("c_total")?.number("other") == 2)
    }
}
