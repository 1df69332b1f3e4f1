import Synchronization

/// Cells that hold the bits of a `Double`.
extension Cell {
    @inlinable
    func loadDouble() -> Double {
        Double(bitPattern: load())
    }

    @inlinable
    func addDoubleAlone(_ amount: Double) {
        store((loadDouble() + amount).bitPattern)
    }

    @inlinable
    func addDoubleShared(_ amount: Double) {
        var expected = load()
        while true {
            let desired = (Double(bitPattern: expected) + amount).bitPattern
            let outcome = pointer.pointee.weakCompareExchange(
                expected: expected, desired: desired, ordering: .relaxed)
            if outcome.exchanged { return }
            expected = outcome.original
        }
    }
}
