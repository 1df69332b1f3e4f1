import Synchronization

/// A number that only grows.
///
/// Code on an event loop counts through ``on(_:)``, which costs one plain add. Any other code calls
/// ``increment(by:)``, an atomic add on a cell of the processor that it runs on.
public final class Counter: Instrument {
    private let striped: CellBlock
    private let local = ShardCells(count: 1)

    @usableFromInline let cell: Cell
    @usableFromInline let laneLength: Int
    @usableFromInline let stripes: Stripes

    init(arena: CellArena) {
        striped = arena.allocate(1)
        cell = striped.cells
        laneLength = striped.laneLength
        stripes = Stripes(lanes: arena.lanes)
    }

    /// Adds `amount` from any thread.
    ///
    /// - Parameter amount: how much, 1 by default. A negative amount counts as 0, since a counter never goes back.
    @inlinable
    public func increment(by amount: Int = 1) {
        cell[stripes.current &* laneLength].addShared(UInt64(truncatingIfNeeded: max(0, amount)))
    }

    /// The handle with which the event loop of `shard` counts.
    ///
    /// Asking again gives a handle on the same cell. Take it once and keep it: asking takes a lock.
    public func on(_ shard: Shard) -> LocalCounter {
        LocalCounter(local.block(on: shard))
    }

    /// The sum over all shards and stripes.
    public var value: UInt64 {
        local.all().reduce(striped.sum(0)) { $0 &+ $1.sum(0) }
    }

    public func read() -> SeriesValue {
        .number(Double(value))
    }
}
