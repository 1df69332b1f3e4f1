import Synchronization

/// A distribution of values in exponential buckets.
///
/// Code on an event loop records through ``on(_:)``: two plain adds. Any other code calls ``record(_:)``, two atomic
/// read-modify-writes on cells of the processor that it runs on.
///
/// Zero and negative values count in the zero bucket and add nothing to the sum. Infinities and what is not a number
/// are ignored: one of them would spoil the sum for ever.
public final class Histogram: Instrument {
    /// Which buckets there are.
    public let layout: HistogramLayout

    private let indexer: BucketIndexer
    private let stripes: Stripes
    private let local: ShardCells
    private let striped: LazyBlock

    init(layout: HistogramLayout, arena: CellArena) {
        self.layout = layout
        indexer = BucketIndexer(schema: layout.schema, indices: layout.indices)
        stripes = Stripes(lanes: arena.lanes)
        local = ShardCells(count: layout.cellCount)
        striped = LazyBlock(arena: arena, count: layout.cellCount)
    }

    /// Records a value from any thread.
    ///
    /// - Parameter value: in the unit of the family, which is seconds or bytes for most.
    public func record(_ value: Double) {
        let cells = striped.lane(stripes.current)
        let bits = value.bitPattern
        if BucketIndexer.isOrdinary(bits) {
            let cell = indexer.cell(bits)
            cells[cell].addShared(1)
            cells[BucketIndexer.sumCell(of: cell)].addDoubleShared(value)
        } else if value.isFinite {
            cells[BucketIndexer.zeroCell].addShared(1)
        }
    }

    /// Records a duration from any thread, in a family whose unit is the second.
    public func record(nanoseconds: Int64) {
        record(Double(nanoseconds) * 1e-9)
    }

    /// The handle with which the event loop of `shard` records.
    ///
    /// Asking again gives a handle on the same cells. Take it once and keep it: asking takes a lock.
    public func on(_ shard: Shard) -> LocalHistogram {
        LocalHistogram(local.block(on: shard), indexer: indexer)
    }

    /// The distribution so far, summed over all shards and stripes. Its count is the sum of its buckets.
    public var distribution: HistogramSnapshot {
        HistogramSnapshot(blocks: local.all() + striped.existing(), layout: layout)
    }

    public func read() -> SeriesValue {
        .histogram(distribution)
    }
}
