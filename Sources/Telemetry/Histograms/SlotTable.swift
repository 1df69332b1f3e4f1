import Synchronization

/// The slots of a histogram's range, arranged for a look-up by the leading bits of a number.
///
/// Schema *s* divides each power of two into 2ˢ buckets whose upper bounds are 2^(j/2ˢ). Cut it into 2ˢ⁺¹ equal slots: the
/// narrowest bucket is 0.69 · 2⁻ˢ of the power wide and a slot 0.5 · 2⁻ˢ, so a slot holds one boundary at most. An entry has
/// the fraction bits of that boundary in its upper 52 bits, and the cell of the values up to it in its lower 12. So a
/// shift, a load and a comparison find the cell, without a logarithm.
// Sendable is sound: the entries are written once, before anybody sees the pointer, and never freed.
struct SlotTable: @unchecked Sendable {
    /// Cells that an entry has room for.
    static let cellLimit = 4_000

    /// Those of the slots, and the highest cell behind them.
    let entries: UnsafePointer<UInt64>

    let count: Int

    /// The leading bits of the lowest number of the range.
    let firstSlot: UInt64

    /// Bits of a number behind its slot.
    let shift: Int

    private static let cellBits = 12
    private static let tables = Mutex<[Key: SlotTable]>([:])

    private struct Key: Hashable {
        let schema: Int
        let exponents: ClosedRange<Int>
    }

    /// The table of a layout: made once for each range and schema, and kept as long as the process lives.
    static func table(of layout: HistogramLayout) -> SlotTable {
        tables.withLock { tables in
            let key = Key(schema: layout.schema, exponents: layout.exponents)
            if let known = tables[key] { return known }
            let made = SlotTable(layout)
            tables[key] = made
            return made
        }
    }

    private init(_ layout: HistogramLayout) {
        let perPower = 2 << max(0, layout.schema)
        shift = 51 - max(0, layout.schema)
        count = layout.exponents.count * perPower
        firstSlot = UInt64(1_023 + layout.exponents.lowerBound) << UInt64(52 - shift)
        let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: count + 1)
        for slot in 0..<count {
            (memory + slot).initialize(to: Self.entry(slot: firstSlot + UInt64(slot), shift: shift, layout: layout))
        }
        (memory + count).initialize(to: UInt64(BucketIndexer.firstBucket + layout.indices.count - 1))
        entries = UnsafePointer(memory)
    }

    private static func entry(slot: UInt64, shift: Int, layout: HistogramLayout) -> UInt64 {
        let first = layout.bucket(of: slot << UInt64(shift))
        let last = layout.bucket(of: (slot + 1) << UInt64(shift) - 1)
        let cell = UInt64(first - layout.indices.lowerBound + BucketIndexer.firstBucket)
        guard first < last else { return ~0xFFF | cell }
        return BoundaryTable.upperBound(index: first, schema: layout.schema).bitPattern << UInt64(cellBits) | cell
    }
}

extension HistogramLayout {
    /// The bucket of the number with these bits, at most the highest: found among the upper bounds, which is slow.
    fileprivate func bucket(of bits: UInt64) -> Int {
        var range = indices.lowerBound..<indices.upperBound
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if BoundaryTable.upperBound(index: middle, schema: schema) < Double(bitPattern: bits) {
                range = middle + 1..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return range.lowerBound
    }
}
