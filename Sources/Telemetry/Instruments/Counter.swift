import Synchronization

/// A whole number that only grows.
///
/// Code on an event loop counts through ``on(_:)``, which costs one plain add. Any other code calls
/// ``increment(by:)``, a plain add on a cell of its thread.
public final class Counter: Instrument {
    private let block: CellBlock
    private let local = BlockList(count: 1)

    @usableFromInline let striped: StripedCell

    init(cells: CellSource) {
        block = cells.stripes.allocate(1)
        striped = StripedCell(block)
    }

    /// Adds `amount` from any thread.
    ///
    /// Not for signal handlers: one that interrupts an addition of its thread may lose a count.
    ///
    /// - Parameter amount: how much, 1 by default. A negative amount counts as 0, since a counter never goes back.
    @inlinable
    public func increment(by amount: Int = 1) {
        guard Counting.isOn else { return }
        let amount = UInt64(truncatingIfNeeded: max(0, amount))
        let lane = ThreadLane.own
        guard lane != ThreadLane.shared else { return addElsewhere(amount) }
        striped[lane].addAlone(amount)
    }

    /// Adds on the shared lane, or for the first time on the thread's own.
    @usableFromInline
    func addElsewhere(_ amount: UInt64) {
        let lane = ThreadLane.taken()
        guard lane != ThreadLane.shared else { return striped.shared.addShared(amount) }
        striped[lane].addAlone(amount)
    }

    /// The handle with which the event loop of `shard` counts.
    ///
    /// Asking again gives a handle on the same cell. Take it once and keep it: asking takes a lock.
    public func on(_ shard: Shard) -> LocalCounter {
        LocalCounter(local.block(in: shard.arena))
    }

    /// The sum over all shards and threads.
    public var value: UInt64 {
        total(lanes: ThreadLane.used)
    }

    public func read(_ part: Int, into value: inout SeriesValue, gather: Gather) {
        value = .number(Double(total(lanes: gather.lanes)))
    }

    private func total(lanes: Int) -> UInt64 {
        var total = striped.sum(lanes: lanes)
        local.forEach { total &+= $0.load() }
        return total
    }
}
