/// Finds the cell of a value from the bits of its floating-point number.
///
/// The cells of a histogram are: four parts of the sum, the zero bucket, then the buckets of the layout in order.
///
/// The sum has parts because each addition to it waits for the one before: a load, a floating-point add and a store that
/// the next load needs. Neighbouring buckets add to different parts, which hides most of that.
@usableFromInline
// Sendable is sound: the table behind the pointer is written before anybody sees it, and never freed.
struct BucketIndexer: @unchecked Sendable {
    /// Smaller values are in the zero bucket: 2⁻¹²⁸, as Prometheus clients have it.
    static let zeroThreshold = 0x1p-128

    /// One entry for each slot of the range: the fraction bits of the boundary in it, and the cell of what is not above.
    /// One more has the highest cell.
    @usableFromInline let entries: UnsafePointer<UInt64>

    /// The range in one word, since each load counts: the number of bits behind a slot, from bit 8 the number of slots, and
    /// from bit 32 the first slot.
    @usableFromInline let range: UInt64

    init(_ layout: HistogramLayout) {
        let table = SlotTable.table(of: layout)
        entries = table.entries
        range = UInt64(table.shift) | UInt64(table.count) << 8 | table.firstSlot << 32
    }

    /// The part of the sum, as the bits of a `Double`, that the values of a bucket's cell are added to.
    @inlinable
    static func sumCell(of cell: Int) -> Int {
        cell & (zeroCell - 1)
    }

    /// The cell of the zero bucket, after the parts of the sum.
    @inlinable static var zeroCell: Int { 4 }

    /// The cell of the lowest bucket.
    @inlinable static var firstBucket: Int { 5 }

    /// Whether the bits are those of a finite number above the zero threshold.
    ///
    /// One unsigned comparison refuses zero, the negative numbers, the infinities and what is not a number.
    static func isOrdinary(_ bits: UInt64) -> Bool {
        bits &- 0x37F0_0000_0000_0001 < 0x7FF0_0000_0000_0000 - 0x37F0_0000_0000_0001
    }

    /// The cell of a value in the range of the layout; nil for any other, whatever it is.
    ///
    /// One unsigned comparison refuses what is below, above, negative, infinite or not a number.
    @inlinable
    func cell(_ bits: UInt64) -> Int? {
        let slot = slot(bits)
        guard slot < slots else { return nil }
        let entry = entries[Int(truncatingIfNeeded: slot)]
        return Int(truncatingIfNeeded: entry & 0xFFF) &+ (bits &<< 12 > entry ? 1 : 0)
    }

    /// The cell of a value beyond the range, zero or negative; nil for one that is infinite or not a number.
    func outerCell(_ value: Double) -> Int? {
        guard value.isFinite else { return nil }
        guard Self.isOrdinary(value.bitPattern) else { return Self.zeroCell }
        return value.bitPattern &>> range < range >> 32 ? Self.firstBucket : Int(entries[Int(slots)] & 0xFFF)
    }

    @inlinable var slots: UInt64 {
        range &>> 8 & 0xFF_FFFF
    }

    /// The slot of a number in the range. A masking shift takes the lowest six bits of its right side for the distance.
    @inlinable
    func slot(_ bits: UInt64) -> UInt64 {
        bits &>> range &- range &>> 32
    }
}
