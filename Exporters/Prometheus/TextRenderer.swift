import Telemetry

/// Renders the text format 0.0.4, which every Prometheus reads.
///
/// Histograms are shown with the classic buckets of their ``HistogramLayout``: powers of two, which are boundaries of the
/// exponential buckets too. Their counts are exact, and the same observations are below a bound in every format.
/// `_count` is the bucket for infinity. Families without a series are left out.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>
public struct TextRenderer: Sendable {
    /// The media type of what ``render(_:)`` makes.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    public init() {}

    /// The exposition of a snapshot, in UTF-8. Takes time in proportion to the series: not for event loops.
    public func render(_ snapshot: Snapshot) -> [UInt8] {
        var out = ExpositionBuffer(capacity: 64 * 1_024)
        for family in snapshot.families where !family.series.isEmpty {
            renderHead(of: family, into: &out)
            switch family.kind {
            case .counter, .gauge, .info: renderNumbers(of: family, into: &out)
            case .histogram: renderHistograms(of: family, into: &out)
            }
        }
        return out.bytes
    }

    private func renderHead(of family: FamilySnapshot, into out: inout ExpositionBuffer) {
        out.append("# HELP " as StaticString)
        out.append(family.name)
        out.append(UInt8(ascii: " "))
        out.appendHelp(family.help)
        out.append("\n# TYPE " as StaticString)
        out.append(family.name)
        out.append(UInt8(ascii: " "))
        out.append(typeName(of: family.kind))
        out.append(UInt8(ascii: "\n"))
    }

    /// The format has no type for infos: they are gauges.
    private func typeName(of kind: FamilyKind) -> String {
        switch kind {
        case .counter: "counter"
        case .gauge, .info: "gauge"
        case .histogram: "histogram"
        }
    }

    private func renderNumbers(of family: FamilySnapshot, into out: inout ExpositionBuffer) {
        let name = Array(family.name.utf8)
        for series in family.series {
            guard let number = series.number else { continue }
            out.append(name)
            out.appendLabels(series.labels.exposition)
            out.append(number)
            out.append(UInt8(ascii: "\n"))
        }
    }

    private func renderHistograms(of family: FamilySnapshot, into out: inout ExpositionBuffer) {
        let classic = ClassicHistogram(name: family.name, bounds: family.layout?.classicBounds ?? [])
        for series in family.series {
            guard let distribution = series.distribution else { continue }
            classic.render(distribution, labels: series.labels.exposition, into: &out)
        }
    }
}
