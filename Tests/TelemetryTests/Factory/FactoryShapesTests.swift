import CoreMetrics
import Testing

@testable import Telemetry

@Suite("TelemetryFactory, one label with different dimensions")
struct FactoryShapesTests {
    private let registry = Registry(seriesLimit: 3)
    private let factory: TelemetryFactory

    init() {
        factory = TelemetryFactory(registry: registry)
    }

    private func count(_ label: String, _ dimensions: [(String, String)], by amount: Int = 1) {
        CoreMetrics.Counter(label: label, dimensions: dimensions, factory: factory).increment(by: amount)
    }

    private func expositions(_ name: String) -> [String]? {
        registry.snapshot().family(name)?.series.map { String(decoding: $0.labels.exposition, as: UTF8.self) }
    }

    @Test("the family has the labels of all, empty where a series lacks one")
    func union() {
        count("errors", [], by: 1)
        count("errors", [("code", "5")], by: 2)
        count("errors", [("peer", "b"), ("code", "7")], by: 4)
        let family = registry.snapshot().family("errors_total")
        #expect(family?.labelNames == ["code", "peer"])
        #expect(family?.series.map(\.labelValues) == [["", ""], ["5", ""], ["7", "b"]])
        #expect(family?.series.map(\.number) == [1, 2, 4])
        #expect(expositions("errors_total") == [#"code="",peer="""#, #"code="5",peer="""#, #"code="7",peer="b""#])
        #expect(family?.total(where: ["code": "7"]) == 4)
        #expect(registry.problems.isEmpty)
    }

    @Test("a new label leaves the numbers and the creation times of the series as they were")
    func growing() {
        count("errors", [("code", "5")], by: 2)
        var snapshot = registry.snapshot()
        let before = snapshot.family("errors_total")?.series.first
        count("errors", [("peer", "b")], by: 1)
        count("errors", [("code", "5")], by: 1)
        registry.refresh(&snapshot)
        let after = snapshot.family("errors_total")?.series.first
        #expect(snapshot.family("errors_total")?.labelNames == ["code", "peer"])
        #expect(after?.labelValues == ["5", ""])
        #expect(after?.number == 3)
        #expect(after?.createdAt == before?.createdAt)
    }

    @Test("a label without a value is no label")
    func emptyValue() {
        count("errors", [])
        count("errors", [("code", "")])
        #expect(registry.snapshot().family("errors_total")?.series.map(\.number) == [2])
    }

    @Test("over the limit further label sets share one series, and each request is counted")
    func limit() {
        for peer in ["a", "b", "c", "d", "e", "d"] { count("errors", [("peer", peer)]) }
        count("errors", [("zone", "z")])
        let snapshot = registry.snapshot()
        #expect(expositions("errors_total") == [#"peer="a""#, #"peer="b""#, #"peer="c""#, #"peer="other""#])
        #expect(snapshot.family("errors_total")?.number("other") == 4)
        #expect(snapshot.family("telltale_metrics_series_dropped_total")?.number("errors_total") == 4)
    }

    @Test("a series without labels is never dropped")
    func withoutLabels() {
        for peer in ["a", "b", "c", "d"] { count("errors", [("peer", peer)]) }
        count("errors", [], by: 9)
        #expect(registry.snapshot().family("errors_total")?.number("") == 9)
    }

    @Test("a family has 32 label names at most")
    func labelNames() {
        count("wide", (0..<40).map { ("l\($0)", "x") })
        count("wide", [("l0", "x")])
        let family = registry.snapshot().family("wide_total")
        #expect(family?.labelNames.count == 32)
        #expect(family?.series.count == 2)
        #expect(family?.series.first?.labelValues.allSatisfy { $0 == "other" } == true)
        #expect(family?.total(where: ["l0": "x"]) == 1)
    }
}
