import Synchronization

/// One 64-bit number of an instrument, somewhere in a slab.
///
/// A cell is a counter, the bits of a floating-point sum, or a signed level. Whoever holds a cell also holds
/// the ``CellBlock`` that it lies in, so the memory outlives the pointer.
///
/// The type has two families of verbs. The *alone* verbs belong to cells with one writer: a relaxed load and a
/// relaxed store, without a `lock` prefix. The *shared* verbs are atomic read-modify-writes.
@usableFromInline
// Sendable is sound: the memory is only ever touched through atomic operations, and its owner travels with it.
struct Cell: @unchecked Sendable {
    @usableFromInline
    let pointer: UnsafeMutablePointer<Atomic<UInt64>>

    @inlinable
    init(_ pointer: UnsafeMutablePointer<Atomic<UInt64>>) {
        self.pointer = pointer
    }

    /// The cell `offset` cells further on.
    @inlinable
    subscript(offset: Int) -> Cell {
        Cell(pointer + offset)
    }

    @inlinable
    func load() -> UInt64 {
        pointer.pointee.load(ordering: .relaxed)
    }

    @inlinable
    func store(_ value: UInt64) {
        pointer.pointee.store(value, ordering: .relaxed)
    }

    @inlinable
    func addAlone(_ amount: UInt64) {
        store(load() &+ amount)
    }

    @inlinable
    func addShared(_ amount: UInt64) {
        pointer.pointee.wrappingAdd(amount, ordering: .relaxed)
    }
}
