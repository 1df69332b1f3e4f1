import Synchronization

/// A distribution of values in exponential buckets.
///
/// Code on an event loop records through ``on(_:)``: two plain adds. Any other code calls ``record(_:)``, which finds the
/// cells of its thread and does the same.
///
/// Zero and negative values count in the zero bucket and add nothing to the sum. Infinities and what is not a number
/// are ignored: one of them would spoil the sum for ever.
///
/// ```swift
/// delivery.record(seconds, exemplar: ["message_id": message.id.description])
/// ```
///
/// An **exemplar** tells one observation of a bucket. Each bucket keeps the last one that was sampled, and samples at most
/// one in an interval (``Registry/init(seriesLimit:exemplarInterval:clock:wallClock:)``): the first that comes after a gather
/// has armed the bucket. Rare values are therefore sampled as surely as common ones. The labels are only made when a sample
/// is due; any other time an exemplar costs a load and a test.
public final class Histogram: Instrument {
    /// Which buckets there are.
    public let layout: HistogramLayout

    @usableFromInline let exemplars: ExemplarReservoir

    @usableFromInline let indexer: BucketIndexer
    @usableFromInline let table = LaneTable()
    private let cells: CellSource
    private let blocks: BlockList
    private let resolution: HistogramResolution

    init(layout: HistogramLayout, cells: CellSource, resolution: HistogramResolution, onRefusedExemplar: @escaping @Sendable () -> Void) {
        self.layout = layout
        self.cells = cells
        self.resolution = resolution
        indexer = BucketIndexer(layout)
        blocks = BlockList(count: layout.cellCount)
        exemplars = ExemplarReservoir(layout: layout, wallClock: cells.wallClock, onRefused: onRefusedExemplar)
    }

    /// Records a value from any thread.
    ///
    /// Not for signal handlers: one that interrupts a recording of its thread may lose a count.
    ///
    /// - Parameter value: in the unit of the family, which is seconds or bytes for most.
    @inlinable
    public func record(_ value: Double) {
        _ = count(value)
    }

    /// Records a value from any thread, with what identifies it in case an exemplar is due.
    ///
    /// - Parameters:
    ///   - value: in the unit of the family.
    ///   - labels: what identifies the observation, at most 128 characters of names and values together: longer ones are
    ///     refused and counted in `telltale_metrics_exemplars_refused_total{family}`. Evaluated only when a sample is due.
    @inlinable
    public func record(_ value: Double, exemplar labels: @autoclosure () -> KeyValuePairs<String, String>) {
        guard let cell = count(value), exemplars.isDue(cell) else { return }
        exemplars.offer(cell, value: value, labels: labels())
    }

    /// Records a duration from any thread, in a family whose unit is the second.
    @inlinable
    public func record(nanoseconds: Int64) {
        record(Double(nanoseconds) * 1e-9)
    }

    /// Records a duration from any thread, in a family whose unit is the second, with what identifies it.
    @inlinable
    public func record(nanoseconds: Int64, exemplar labels: @autoclosure () -> KeyValuePairs<String, String>) {
        record(Double(nanoseconds) * 1e-9, exemplar: labels())
    }

    /// The handle with which the event loop of `shard` records.
    ///
    /// Asking again gives a handle on the same cells. Take it once and keep it: asking takes a lock.
    public func on(_ shard: Shard) -> LocalHistogram {
        LocalHistogram(blocks.block(in: shard.arena), indexer: indexer, exemplars: exemplars)
    }

    /// The distribution so far, summed over all shards and threads. Its count is the sum of its buckets.
    public var distribution: HistogramSnapshot {
        var snapshot = HistogramSnapshot(schema: layout.schema)
        read(into: &snapshot)
        return snapshot
    }

    public func read(_ part: Int, into value: inout SeriesValue, gather: Gather) {
        value.withHistogram(schema: layout.schema) { read(into: &$0) }
        if gather.rearmsExemplars { exemplars.rearm() }
    }

    @inlinable
    func count(_ value: Double) -> Int? {
        guard Counting.isOn else { return nil }
        guard let first = table.ownCell(ThreadLane.own) else { return countElsewhere(value) }
        return HistogramCells(first: first, indexer: indexer).recordAlone(value)
    }

    /// Counts on the shared lane, or for the first time on one's own.
    @usableFromInline
    func countElsewhere(_ value: Double) -> Int? {
        let lane = ThreadLane.taken()
        let first = table.cell(lane) ?? makeCells(lane)
        let own = HistogramCells(first: first, indexer: indexer)
        return lane == ThreadLane.shared ? own.recordShared(value) : own.recordAlone(value)
    }

    private func makeCells(_ lane: Int) -> Cell {
        let block = blocks.block(in: cells.lanes[lane])
        table.publish(block.cells, lane: lane)
        return block.cells
    }

    /// A series with more buckets than it may have is read again at half the resolution.
    private func read(into snapshot: inout HistogramSnapshot) {
        repeat {
            snapshot.fill(from: blocks, layout: layout, schema: resolution.schema)
        } while snapshot.buckets.count > layout.maximumBuckets && resolution.halve(snapshot.schema)
        exemplars.read(into: &snapshot)
    }
}
