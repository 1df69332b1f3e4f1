extension FixedWidthInteger {
    /// The sum, or the largest (smallest) number when there is none that large (small).
    func addingSaturated(_ other: Self) -> Self {
        let (sum, hasOverflowed) = addingReportingOverflow(other)
        guard hasOverflowed else { return sum }
        return other < 0 ? .min : .max
    }
}
