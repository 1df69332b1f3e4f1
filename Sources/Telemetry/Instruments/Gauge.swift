import Synchronization

/// A number that goes up and down.
///
/// The value is what ``set(_:)`` and ``add(_:)`` left, plus the levels that event loops keep through ``on(_:)``.
/// A level that belongs to connections is best kept on their loops; one that somebody measures is best ``set(_:)``.
public final class Gauge: Instrument {
    private let base: CellBlock
    private let local = BlockList(count: 1)

    init(cells: CellSource) {
        base = cells.levels.allocate(1)
    }

    /// Replaces what earlier calls of ``set(_:)`` and ``add(_:)`` left, from any thread.
    public func set(_ value: Double) {
        base.cells.store(value.bitPattern)
    }

    /// Adds `amount`, which may be negative, from any thread.
    public func add(_ amount: Double) {
        base.cells.addDoubleShared(amount)
    }

    /// The handle with which the event loop of `shard` keeps its share of the level.
    ///
    /// Asking again gives a handle on the same cell. Take it once and keep it: asking takes a lock.
    public func on(_ shard: Shard) -> LocalGauge {
        LocalGauge(local.block(in: shard.arena))
    }

    /// The level, summed over all shards.
    public var value: Double {
        var levels = Int64(0)
        local.forEach { levels &+= Int64(bitPattern: $0.load()) }
        return base.cells.loadDouble() + Double(levels)
    }

    public func read(_ part: Int, into value: inout SeriesValue, gather: Gather) {
        value = .number(self.value)
    }
}
