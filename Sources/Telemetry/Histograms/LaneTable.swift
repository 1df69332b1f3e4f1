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

    /// One entry for each lane, and one more for the lane that threads share: its own place stays empty, so that a thread
    /// without a lane finds nothing there and needs no test of its own.
    @usableFromInline let table: UnsafeMutablePointer<Entry>

    init() {
        table = .allocate(capacity: ThreadLane.count + 1)
        for place in 0...ThreadLane.count { (table + place).initialize(to: Atomic(nil)) }
    }

    deinit {
        table.deinitialize(count: ThreadLane.count + 1)
        table.deallocate()
    }

    /// The first cell on the lane that the calling thread alone writes; nil if it has no such lane, or has never recorded.
    ///
    /// Relaxed: the thread published it itself, or had its lane from one that did, through the pool's lock.
    @inlinable
    func ownCell(_ lane: Int) -> Cell? {
        table[lane].load(ordering: .relaxed).map { Cell($0) }
    }

    /// The first cell on any lane; nil if nobody has recorded there.
    func cell(_ lane: Int) -> Cell? {
        table[place(of: lane)].load(ordering: .acquiring).map { Cell($0) }
    }

    func publish(_ cell: Cell, lane: Int) {
        table[place(of: lane)].store(cell.pointer, ordering: .releasing)
    }

    private func place(of lane: Int) -> Int {
        lane == ThreadLane.shared ? ThreadLane.count : lane
    }
}
