import Synchronization

/// The cells of one histogram on each lane, made when a thread first records there.
///
/// A histogram has two kilobytes a lane; one that only event loops record to never needs them.
// @unchecked: `table` never changes and its entries are atomics. An entry that is set points to cells that live as long
// as their block, which the owner of the table keeps in a list that only grows.
@usableFromInline
struct LaneTable: ~Copyable, @unchecked Sendable {
    @usableFromInline
    typealias Entry = Atomic<UnsafeMutablePointer<Atomic<UInt64>>?>

    @usableFromInline let table: UnsafeMutablePointer<Entry>

    init() {
        table = .allocate(capacity: ThreadLane.count)
        for lane in 0..<ThreadLane.count { (table + lane).initialize(to: Atomic(nil)) }
    }

    deinit {
        table.deinitialize(count: ThreadLane.count)
        table.deallocate()
    }

    /// The first cell on a lane; nil if nobody has recorded there.
    @inlinable
    func cell(_ lane: Int) -> Cell? {
        table[lane].load(ordering: .acquiring).map { Cell($0) }
    }

    func publish(_ cell: Cell, lane: Int) {
        table[lane].store(cell.pointer, ordering: .releasing)
    }
}
