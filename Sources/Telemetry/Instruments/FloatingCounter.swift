import Synchronization

/// A floating-point number that only grows, such as seconds of processor time or a cost.
///
/// Use a ``Counter`` for what is counted in whole numbers: beyond 2⁵³ additions of 1 are lost here.
public final class FloatingCounter: Instrument {
    private let block: CellBlock
    private let local = BlockList(count: 1)

    @usableFromInline let striped: StripedCell

    init(cells: CellSource) {
        block = cells.stripes.allocate(1)
        striped = StripedCell(block)
    }

    /// Adds `amount` from any thread.
    ///
    /// Not for signal handlers: one that interrupts an addition of its thread may lose an amount.
    ///
    /// - Parameter amount: in the unit of the family. What is negative, infinite or not a number counts as 0: one of them
    ///   would make the counter go back, or spoil it for ever.
    @inlinable
    public func increment(by amount: Double) {
        guard Counting.isOn, amount > 0, amount < .infinity else { return }
        let lane = ThreadLane.own
        guard lane != ThreadLane.shared else { return addElsewhere(amount) }
        striped[lane].addDoubleAlone(amount)
    }

    /// Adds on the shared lane, or for the first time on the thread's own.
    @usableFromInline
    func addElsewhere(_ amount: Double) {
        let lane = ThreadLane.taken()
        guard lane != ThreadLane.shared else { return striped.shared.addDoubleShared(amount) }
        striped[lane].addDoubleAlone(amount)
    }

    /// The handle with which the event loop of `shard` counts.
    ///
    /// Asking again gives a handle on the same cell. Take it once and keep it: asking takes a lock.
    public func on(_ shard: Shard) -> LocalFloatingCounter {
        LocalFloatingCounter(local.block(in: shard.arena))
    }

    /// The sum over all shards and threads.
    public var value: Double {
        total(lanes: ThreadLane.used)
    }

    public func read(_ part: Int, into value: inout SeriesValue, gather: Gather) {
        value = .number(total(lanes: gather.lanes))
    }

    /// The newest block comes first and the stripes last, so that the order of the additions never changes among cells
    /// that are not zero: rounding is monotonic, and the total never goes back.
    private func total(lanes: Int) -> Double {
        var total = 0.0
        local.forEach { total += $0.loadDouble() }
        return total + striped.sumDouble(lanes: lanes)
    }
}
