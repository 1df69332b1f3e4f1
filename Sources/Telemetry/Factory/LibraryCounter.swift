import Synchronization

/// A counter that a library may set back to zero.
///
/// The numbers are floating-point whatever the library counts in, as they are in every exposition format: a
/// counter and a floating-point counter of one label are one family.
final class LibraryCounter: Instrument {
    let total: FloatingCounter

    /// The total at the last reset, as the bits of a `Double`.
    private let base = Atomic<UInt64>(0)

    init(cells: CellSource) {
        total = FloatingCounter(cells: cells)
    }

    /// Counts from zero again. An increment on another thread at the same time counts before it or after it.
    func reset() {
        base.store(total.value.bitPattern, ordering: .relaxed)
    }

    func read(_ part: Int, into value: inout SeriesValue, gather: Gather) {
        total.read(part, into: &value, gather: gather)
        guard case .number(let sum) = value else { return }
        value = .number(max(0, sum - Double(bitPattern: base.load(ordering: .relaxed))))
    }
}
