import Glibc

/// The boundaries of exponential buckets.
enum BoundaryTable {
    /// The upper bound of bucket `index` in `schema`: exact for powers of two, correctly rounded to 1 ulp otherwise.
    static func upperBound(index: Int, schema: Int) -> Double {
        guard schema > 0 else { return exp2(Double(index << -schema)) }
        let exponent = index >> schema
        let step = index - exponent << schema
        return scalbn(exp2(Double(step) / Double(1 << schema)), Int32(exponent))
    }
}
