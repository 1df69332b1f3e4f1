extension HistogramLayout {
    /// Whatever a library records without a unit: 1 millionth to 1 billion, four buckets a power of two (19 % wide).
    /// Classic bounds quadruple from 1/1,024 to 268 million.
    public static let recordings = HistogramLayout(
        exponents: -20...30, schema: 2, classic: stride(from: -10, through: 28, by: 2))

    /// The layout for a recorder of which nothing but the name is known.
    ///
    /// - Parameter name: as shown. The unit that it ends in decides: durations for `_seconds`, sizes for `_bytes`, ratios
    ///   for `_ratio`; everything else gets ``recordings``.
    static func recorder(named name: String) -> HistogramLayout {
        if name.hasSuffix("_seconds") { return .durations }
        if name.hasSuffix("_bytes") { return .sizes }
        if name.hasSuffix("_ratio") { return .ratios }
        return .recordings
    }
}
