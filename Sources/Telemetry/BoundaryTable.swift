import Glibc

/// The bucket boundaries within one power of two, arranged for a look-up by the leading bits of a fraction.
///
/// Schema *s* divides each power of two into 2ˢ buckets whose upper bounds are 2^(j/2ˢ). Cut `1..<2` into 2ˢ⁺¹ equal
/// slots: the narrowest bucket is 0.69 · 2⁻ˢ wide and a slot 0.5 · 2⁻ˢ, so a slot holds one boundary at most. An entry
/// has the fraction bits of that boundary in its upper 52 bits and the number of boundaries in lower slots in its
/// lower 12, so one load and one comparison find the bucket, without a logarithm.
enum BoundaryTable {
    /// The schemas that have a table; coarser ones join buckets of schema 0.
    static let schemas = 0...8

    /// Bits of an entry below the fraction bits.
    static let countBits = UInt64(12)

    private static let tables: [Table] = schemas.map(Table.init(schema:))

    /// The 2ˢ⁺¹ entries for a schema of ``schemas``; they live as long as the process.
    static func entries(schema: Int) -> UnsafePointer<UInt64> {
        tables[schema].entries
    }

    /// The upper bound of bucket `index` in `schema`: exact for powers of two, correctly rounded to 1 ulp otherwise.
    static func upperBound(index: Int, schema: Int) -> Double {
        guard schema > 0 else { return exp2(Double(index << -schema)) }
        let exponent = index >> schema
        let step = index - exponent << schema
        return scalbn(exp2(Double(step) / Double(1 << schema)), Int32(exponent))
    }

    // Sendable is sound: the entries are written once, before anybody sees the pointer, and never freed.
    private struct Table: @unchecked Sendable {
        let entries: UnsafePointer<UInt64>

        init(schema: Int) {
            let slots = 2 << schema
            let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: slots)
            let boundaries = (0..<(1 << schema)).map { step in
                BoundaryTable.upperBound(index: step, schema: schema).bitPattern << BoundaryTable.countBits
            }
            for slot in 0..<slots {
                let first = UInt64(slot) << (63 - UInt64(schema))
                let lower = boundaries.prefix { $0 < first }.count
                let next = lower < boundaries.count ? boundaries[lower] : UInt64.max
                let isHere = next != .max && next >> (63 - UInt64(schema)) == UInt64(slot)
                (memory + slot).initialize(to: (isHere ? next : ~0xFFF) | UInt64(lower))
            }
            entries = UnsafePointer(memory)
        }
    }
}
