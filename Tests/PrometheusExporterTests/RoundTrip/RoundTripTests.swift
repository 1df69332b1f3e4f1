import Foundation
import PrometheusExporter
import Telemetry
import Testing

@Suite("Random registries")
struct RoundTripTests {
    private static let seeds = UInt64(1)...60

    /// The samples that a snapshot should become. Counters that are no counters are left out of OpenMetrics, as said there.
    private func expected(_ snapshot: Snapshot) -> [Sample] {
        snapshot.families.flatMap { family in
            family.series.flatMap { series -> [Sample] in
                let labels = zip(series.labels.names, series.labels.values).map { [$0, $1] }
                switch series.value {
                case .number(let number): return [Sample(family.name, labels, number)]
                case .histogram(let histogram): return samples(of: histogram, family, labels)
                }
            }
        }
    }

    private func samples(of histogram: HistogramSnapshot, _ family: FamilySnapshot, _ labels: [[String]]) -> [Sample] {
        let bounds = family.layout?.classicBounds ?? []
        let counts = histogram.classicBuckets(bounds) + [histogram.count]
        var lower = -Double.infinity
        let buckets = zip(bounds + [.infinity], counts).map { bound, count in
            defer { lower = bound }
            let inside = histogram.exemplars.filter { exemplar in
                let upper = exemplar.bucketIndex == HistogramExemplar.zeroBucket ? 0 : histogram.upperBound(of: exemplar.bucketIndex)
                return upper > lower && (upper <= bound || bound == .infinity)
            }
            // All have the same time; then the highest bucket's is taken.
            let exemplar = inside.last.map { Sample.Exemplar($0.exemplar) }
            return Sample("\(family.name)_bucket", labels, bound: bound, Double(count), exemplar: exemplar)
        }
        return buckets + [
            Sample("\(family.name)_sum", labels, histogram.sum), Sample("\(family.name)_count", labels, Double(histogram.count)),
        ]
    }

    @Test("come back from the text format", arguments: seeds)
    func text(seed: UInt64) throws {
        let snapshot = RandomRegistry(seed: seed).registry.snapshot()
        let exposition = PrometheusExporterTests.text(snapshot, as: .text)
        let families = try ExpositionParser.parse(exposition, isOpenMetrics: false)
        #expect(families.flatMap(\.samples) == expected(snapshot).map(\.withoutExemplar))
        #expect(families.map(\.help) == snapshot.families.filter { !$0.series.isEmpty }.map(\.help))
    }

    @Test("come back from OpenMetrics, with units and exemplars", arguments: seeds)
    func openMetrics(seed: UInt64) throws {
        let snapshot = RandomRegistry(seed: seed).registry.snapshot()
        let exposition = PrometheusExporterTests.text(snapshot, as: .openMetrics)
        let families = try ExpositionParser.parse(exposition, isOpenMetrics: true)
        #expect(families.flatMap(\.samples) == expected(snapshot))
        let shown = snapshot.families.filter { !$0.series.isEmpty }
        #expect(families.map(\.help) == shown.map(\.help))
        #expect(families.map(\.unit) == shown.map(\.unit))
        for family in families where family.type == "counter" {
            #expect(family.samples.allSatisfy { $0.series.name == "\(family.name)_total" })
        }
        for family in families where family.type == "info" {
            #expect(family.samples.allSatisfy { $0.series.name == "\(family.name)_info" })
        }
    }

    @Test("come back from protobuf, with both views of their histograms", arguments: seeds)
    func protobuf(seed: UInt64) throws {
        let snapshot = RandomRegistry(seed: seed).registry.snapshot()
        let families = try DecodedFamily.all(render(snapshot, as: .protobuf))
        #expect(families.flatMap(\.samples) == expected(snapshot))
        let histograms = snapshot.families.flatMap(\.series).compactMap(\.distribution)
        #expect(families.flatMap(\.metrics).compactMap { $0.histogram?.nativeBuckets } == histograms.map(\.buckets))
    }

    @Test("have the same series in every format, to the spelling of their bounds", arguments: seeds)
    func identity(seed: UInt64) throws {
        let snapshot = RandomRegistry(seed: seed).registry.snapshot()
        func lines(_ format: ExpositionFormat) -> [Substring] {
            PrometheusExporterTests.text(snapshot, as: format).split(separator: "\n").filter { !$0.hasPrefix("# ") }
                .map { $0.split(separator: " # {", maxSplits: 1)[0] }
        }
        #expect(lines(.text) == lines(.openMetrics))
        let text = try ExpositionParser.parse(PrometheusExporterTests.text(snapshot, as: .text), isOpenMetrics: false)
        let protobuf = try DecodedFamily.all(render(snapshot, as: .protobuf))
        #expect(text.flatMap(\.samples).map(\.series) == protobuf.flatMap(\.samples).map(\.series))
    }
}

extension Sample.Exemplar {
    fileprivate init(_ exemplar: Exemplar) {
        self.init(
            labels: zip(exemplar.labels.names, exemplar.labels.values).map { [$0, $1] }, value: exemplar.value,
            unixSeconds: exemplar.unixSeconds)
    }
}

extension DecodedFamily {
    /// The samples that Prometheus makes of a family, the classic ones of a histogram.
    fileprivate var samples: [Sample] {
        metrics.flatMap { metric -> [Sample] in
            guard let histogram = metric.histogram else {
                return [Sample(name, metric.labels, metric.counter ?? metric.gauge ?? metric.untyped ?? .nan)]
            }
            let buckets = histogram.buckets.map { bucket in
                Sample(
                    "\(name)_bucket", metric.labels, bound: bucket.bound, Double(bucket.count),
                    exemplar: bucket.exemplar.map {
                        Sample.Exemplar(labels: $0.labels, value: $0.value, unixSeconds: $0.unixSeconds)
                    })
            }
            return buckets + [
                Sample("\(name)_sum", metric.labels, histogram.sum), Sample("\(name)_count", metric.labels, Double(histogram.count)),
            ]
        }
    }
}

extension DecodedFamily.Histogram {
    /// The exponential buckets that spans and differences stand for.
    fileprivate var nativeBuckets: [HistogramBucket] {
        var buckets: [HistogramBucket] = []
        var rest = deltas[...]
        var index = 0
        var count: Int64 = 0
        for span in spans {
            index += span[0]
            for _ in 0..<span[1] {
                count += rest.popFirst() ?? 0
                buckets.append(HistogramBucket(index: index, count: UInt64(count)))
                index += 1
            }
        }
        return buckets
    }
}
