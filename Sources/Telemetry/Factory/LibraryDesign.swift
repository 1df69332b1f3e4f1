/// What the families that libraries make look like: their help texts and buckets.
struct LibraryDesign: Sendable {
    let registry: Registry
    let settings: [String: FamilySettings]
    let rule: @Sendable (_ name: String) -> HistogramLayout?

    /// A histogram that is in no family, as small as there is one.
    var nowhere: Histogram {
        let layout = HistogramLayout(exponents: 0...1, schema: 0, classic: [])
        return Histogram(layout: layout, cells: registry.cells, resolution: HistogramResolution(layout)) {}
    }

    @Sendable func counters(_ request: LibraryRequest, _ name: String) -> LibraryFamily<LibraryCounter> {
        LibraryFamily(
            declaration(request, name), limit: registry.seriesLimit, wallClock: registry.cells.wallClock
        ) { [cells = registry.cells] in LibraryCounter(cells: cells) }
    }

    @Sendable func gauges(_ request: LibraryRequest, _ name: String) -> LibraryFamily<Gauge> {
        LibraryFamily(
            declaration(request, name), limit: registry.seriesLimit, wallClock: registry.cells.wallClock
        ) { [cells = registry.cells] in Gauge(cells: cells) }
    }

    @Sendable func histograms(_ request: LibraryRequest, _ name: String) -> LibraryFamily<Histogram> {
        let layout = layout(request, name)
        let resolution = HistogramResolution(layout)
        return LibraryFamily(
            declaration(request, name, layout), limit: registry.seriesLimit, resolution: resolution,
            wallClock: registry.cells.wallClock
        ) { [cells = registry.cells] in Histogram(layout: layout, cells: cells, resolution: resolution) {} }
    }

    private func declaration(_ request: LibraryRequest, _ name: String, _ layout: HistogramLayout? = nil) -> FamilyDeclaration {
        FamilyDeclaration(
            name, help: help(request, name), kind: request.metric.familyKind, labels: [], layout: layout,
            problems: registry.log)
    }

    private func help(_ request: LibraryRequest, _ name: String) -> String {
        settings[request.label]?.help ?? settings[name]?.help ?? FamilySettings.known[request.label]?.help
            ?? request.metric.help(label: request.label)
    }

    private func layout(_ request: LibraryRequest, _ name: String) -> HistogramLayout {
        settings[request.label]?.buckets ?? settings[name]?.buckets ?? rule(name)
            ?? (request.metric == .timer ? .durations : .recorder(named: name))
    }
}
