import Synchronization

/// A number that goes up and down.
///
/// The value is what ``set(_:)`` and ``add(_:)`` left, plus the levels that event loops keep through ``on(_:)``.
/// A level that belongs to connections is best kept on their loops; one that somebody measures is best ``set(_:)``.
public final class Gauge: Instrument {
    private let base: CellBlock
    private let local = ShardCells(count: 1)

    init(arena: CellArena) {
        base = arena.allocate(1)
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
        LocalGauge(local.block(on: shard))
    }

    /// The level, summed over all shards.
    public var value: Double {
        let levels = local.all().reduce(Int64(0)) { $0 &+ Int64(bitPattern: $1.sum(0)) }
        return base.cells.loadDouble() + Double(levels)
    }

    public func read() -> SeriesValue {
        .number(value)
    }
}
