/// One event loop's share of a ``Histogram``.
///
/// **One writer**: a second thread that records through the same handle loses counts, though it corrupts nothing.
public struct LocalHistogram: Sendable {
    @usableFromInline let cells: HistogramCells
    @usableFromInline let exemplars: ExemplarReservoir

    private let block: CellBlock

    init(_ block: CellBlock, indexer: BucketIndexer, exemplars: ExemplarReservoir) {
        cells = HistogramCells(first: block.cells, indexer: indexer)
        self.exemplars = exemplars
        self.block = block
    }

    /// Records a value: one look-up and two plain adds, no atomic read-modify-write and no allocation.
    ///
    /// - Parameter value: in the unit of the family, which is seconds or bytes for most.
    @inlinable
    public func record(_ value: Double) {
        guard Counting.isOn else { return }
        cells.recordAlone(value)
    }

    /// Records a value, with what identifies it in case an exemplar is due.
    ///
    /// When none is due, that costs a load and a test. When one is, the loop waits for nobody: if a gather is reading the
    /// exemplars just then, the sample is left to the next value.
    ///
    /// - Parameters:
    ///   - value: in the unit of the family.
    ///   - labels: what identifies the observation, at most 128 characters of names and values together: longer ones are
    ///     refused and counted in `telltale_metrics_exemplars_refused_total{family}`. Evaluated only when a sample is due.
    @inlinable
    public func record(_ value: Double, exemplar labels: @autoclosure () -> KeyValuePairs<String, String>) {
        guard Counting.isOn, let cell = cells.recordAlone(value), exemplars.isDue(cell) else { return }
        exemplars.offer(cell, value: value, labels: labels())
    }

    /// Records a value that occurred `count` times, at the cost of one.
    ///
    /// - Parameters:
    ///   - value: in the unit of the family.
    ///   - count: a negative one counts as 0.
    @inlinable
    public func record(_ value: Double, count: Int) {
        guard Counting.isOn else { return }
        cells.recordAlone(value, count: max(0, count))
    }

    /// Records a duration in a family whose unit is the second.
    @inlinable
    public func record(nanoseconds: Int64) {
        record(Double(nanoseconds) * 1e-9)
    }

    /// Records a duration in a family whose unit is the second, with what identifies it.
    @inlinable
    public func record(nanoseconds: Int64, exemplar labels: @autoclosure () -> KeyValuePairs<String, String>) {
        record(Double(nanoseconds) * 1e-9, exemplar: labels())
    }
}
