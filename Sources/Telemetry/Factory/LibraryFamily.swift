import Synchronization

/// A family that libraries add series to, with whatever labels each of them has.
///
/// A declared family knows its label names; this one learns them. Its names are those of all its series together, and a
/// series that lacks one has an empty value there, which Prometheus takes for no label at all. So no series is lost, each
/// keeps its identity when another brings a new name, and all series of a snapshot have the same names.
final class LibraryFamily<I: Instrument>: FamilySource {
    let declaration: FamilyDeclaration

    private let limit: Int
    private let resolution: HistogramResolution?
    private let wallClock: @Sendable () -> Double
    private let make: @Sendable () -> I
    private let state = Mutex(State())

    private struct State {
        var names: [String] = []
        var series: [LibraryLabels: LibrarySeries<I>] = [:]
        var rows: [Row] = []
        var other: LibrarySeries<I>?
    }

    private struct Row {
        let series: LibrarySeries<I>
        var shown: FamilyRow<I>
    }

    /// - Parameters:
    ///   - declaration: without labels.
    ///   - limit: label sets that get a series of their own.
    ///   - resolution: what the histograms of the family share.
    ///   - wallClock: seconds since 1970.
    ///   - make: makes the instrument of a new series.
    init(
        _ declaration: FamilyDeclaration, limit: Int, resolution: HistogramResolution? = nil,
        wallClock: @escaping @Sendable () -> Double, make: @escaping @Sendable () -> I
    ) {
        self.declaration = declaration
        self.limit = limit
        self.resolution = resolution
        self.wallClock = wallClock
        self.make = make
    }

    /// The series with these labels, made now if there is none.
    ///
    /// - Returns: the series, and whether it is the one that stands for those that got none of their own.
    func series(_ labels: LibraryLabels) -> (series: LibrarySeries<I>, isOther: Bool) {
        state.withLock { state in
            if let known = state.series[labels] { return (known, false) }
            if hasRoom(for: labels, state) { return (add(labels, to: &state), false) }
            let names = state.names.isEmpty ? Array(labels.names.prefix(LibraryLabels.limit)) : state.names
            let other = state.other ?? add(LibraryLabels(allOther: names), to: &state)
            state.other = other
            return (other, true)
        }
    }

    /// Takes a series out of later snapshots, unless it stands for many. Who holds it may go on writing.
    func remove(_ series: LibrarySeries<I>) {
        state.withLock { state in
            guard series !== state.other, state.series[series.labels] === series else { return }
            series.hide()
            state.series[series.labels] = nil
            state.rows.removeAll { $0.series === series }
        }
    }

    /// Shows the series as one that begins now, after its counter was set back.
    func restart(_ series: LibrarySeries<I>) {
        state.withLock { state in
            guard let position = state.rows.firstIndex(where: { $0.series === series }) else { return }
            state.rows[position].shown = row(series, names: state.names)
        }
    }

    func read(into family: inout FamilySnapshot, gather: Gather) {
        let (names, rows) = state.withLock { ($0.names, $0.rows) }
        if family.labelNames != names { family.labelNames = names }
        var schema: Int?
        repeat {
            schema = resolution?.schema
            family.resize(to: rows.count)
            for position in rows.indices { rows[position].shown.read(into: &family.series[position], gather: gather) }
        } while schema != resolution?.schema
    }

    /// A series without labels always has room, as in a declared family.
    private func hasRoom(for labels: LibraryLabels, _ state: State) -> Bool {
        if labels.names.isEmpty { return true }
        guard state.series.count < limit else { return false }
        return labels.names.reduce(state.names.count) { state.names.contains($1) ? $0 : $0 + 1 } <= LibraryLabels.limit
    }

    private func add(_ labels: LibraryLabels, to state: inout State) -> LibrarySeries<I> {
        let news = labels.names.filter { !state.names.contains($0) }
        if !news.isEmpty {
            state.names += news
            for position in state.rows.indices { relabel(&state.rows[position], names: state.names) }
        }
        let series = LibrarySeries(labels: labels, instrument: make())
        state.series[labels] = series
        state.rows.append(Row(series: series, shown: row(series, names: state.names)))
        return series
    }

    private func relabel(_ row: inout Row, names: [String]) {
        row.shown = self.row(row.series, names: names, createdAt: row.shown.createdAt)
    }

    private func row(_ series: LibrarySeries<I>, names: [String]) -> FamilyRow<I> {
        row(series, names: names, createdAt: declaration.kind == .gauge ? nil : wallClock())
    }

    private func row(_ series: LibrarySeries<I>, names: [String], createdAt: Double?) -> FamilyRow<I> {
        let labels = LabelSet(names: names, values: series.labels.values(for: names))
        return FamilyRow(labels: labels, instrument: series.instrument, part: 0, createdAt: createdAt)
    }
}
