/// What readers of a snapshot ask for: one series, or several added up.
extension FamilySnapshot {
    /// The series with exactly these label values, in the order of ``labelNames``.
    public func series(_ values: [String]) -> SeriesSnapshot? {
        series.first { $0.labelValues == values }
    }

    /// The number of the series with exactly these label values; nil where there is none.
    public func number(_ values: String...) -> Double? {
        series(values)?.number
    }

    /// The numbers added up over the series whose labels have the given values; over all series by default.
    ///
    /// - Parameter labels: label name to value. A name that the family has not matches nothing.
    public func total(where labels: [String: String] = [:]) -> Double {
        series.reduce(0) { matches($1, labels) ? $0 + ($1.number ?? 0) : $0 }
    }

    /// The distributions merged over the series whose labels have the given values; nil where there is none.
    ///
    /// Merging buckets is how quantiles of several series are made: quantiles themselves cannot be averaged.
    ///
    /// - Parameter labels: label name to value. A name that the family has not matches nothing.
    public func distribution(where labels: [String: String] = [:]) -> HistogramSnapshot? {
        series.reduce(nil) { merged, one in
            guard matches(one, labels), let distribution = one.distribution else { return merged }
            return merged.map { $0 + distribution } ?? distribution
        }
    }

    private func matches(_ series: SeriesSnapshot, _ labels: [String: String]) -> Bool {
        labels.allSatisfy { name, value in
            labelNames.firstIndex(of: name).map { series.labelValues[$0] == value } ?? false
        }
    }
}
