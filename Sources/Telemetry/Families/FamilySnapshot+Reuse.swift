/// Using the memory of an earlier snapshot again, for collectors that fill their families in place.
///
/// ```swift
/// for (position, processor) in processors.enumerated() {
///     family.put(processor.seconds, labels: processor.labels, at: position)
/// }
/// family.truncate(to: processors.count)
/// ```
extension FamilySnapshot {
    /// Shows a number at a position: in place where the series is there already, else instead of what is there.
    ///
    /// - Parameters:
    ///   - labels: the same object each time, which tells a series from another at once.
    ///   - position: in ascending order; beyond the end it is added there.
    public mutating func put(_ number: Double, labels: LabelSet, at position: Int) {
        if position >= series.count {
            series.append(SeriesSnapshot(labels: labels, value: .number(number)))
        } else if series[position].labels === labels {
            series[position].value = .number(number)
        } else {
            series[position] = SeriesSnapshot(labels: labels, value: .number(number))
        }
    }

    /// Drops the series from a position on.
    public mutating func truncate(to count: Int) {
        if series.count > count { series.removeLast(series.count - max(0, count)) }
    }

    /// Makes room for so many series, which are then filled in.
    mutating func resize(to count: Int) {
        truncate(to: count)
        series.reserveCapacity(count)
        while series.count < count { series.append(SeriesSnapshot(value: .number(0))) }
    }
}
