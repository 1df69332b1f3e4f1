import Telemetry

/// Writes the two text formats. Keeps what it made of families, labels and bucket bounds, so it is worth keeping itself.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>
/// - SeeAlso: <https://prometheus.io/docs/specs/om/open_metrics_spec/>
struct TextWriter {
    private var classicBounds = ClassicBoundsCache()
    private var prometheus = PreparedTexts(isOpenMetrics: false)
    private var openMetrics = PreparedTexts(isOpenMetrics: true)

    /// Writes the families that are wanted and have a series.
    mutating func write(
        _ snapshot: borrowing Snapshot, dialect: TextDialect, selection: borrowing FamilySelection,
        into out: inout ExpositionBuffer
    ) {
        let prepared = dialect.isOpenMetrics ? openMetrics.prepared(for: snapshot) : prometheus.prepared(for: snapshot)
        for index in snapshot.families.indices {
            guard !snapshot.families[index].series.isEmpty, selection.contains(snapshot.families[index]) else { continue }
            write(snapshot.families[index], prepared: prepared[index], dialect: dialect, into: &out)
        }
        if dialect.isOpenMetrics { out.append("# EOF\n" as StaticString) }
    }

    private mutating func write(
        _ family: borrowing FamilySnapshot, prepared: PreparedText, dialect: TextDialect, into out: inout ExpositionBuffer
    ) {
        out.append(prepared.headLines)
        if family.kind == .histogram {
            writeHistograms(family, dialect: dialect, into: &out)
        } else if dialect.isOpenMetrics, family.kind == .counter {
            out.appendOpenMetricsCounters(of: family, prepared: prepared, created: dialect.writesCreatedSeries)
        } else {
            out.appendNumbers(of: family, prepared: prepared)
        }
    }

    private mutating func writeHistograms(
        _ family: borrowing FamilySnapshot, dialect: TextDialect, into out: inout ExpositionBuffer
    ) {
        guard let schema = family.series.first?.schema else { return }
        var bounds = classicBounds.bounds(of: family.layout, schema: schema)
        var schemaOfBounds = schema
        for index in family.series.indices {
            guard let schema = family.series[index].schema else { continue }
            if schema != schemaOfBounds {
                bounds = classicBounds.bounds(of: family.layout, schema: schema)
                schemaOfBounds = schema
            }
            out.appendHistogram(family.series[index], of: family.name, bounds: bounds, dialect: dialect)
        }
    }
}

extension SeriesSnapshot {
    /// The resolution of a histogram; nil for everything else.
    fileprivate var schema: Int? {
        if case .histogram(let histogram) = value { histogram.schema } else { nil }
    }
}
