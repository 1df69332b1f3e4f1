import Wire

extension StatsEntry {
    /// Several entries that follow each other as one: the mean of rates, the last of levels, the largest of quantiles.
    static func summary(of entries: [StatsEntry]) -> StatsEntry {
        guard entries.count > 1, var summary = entries.last else { return entries.last ?? StatsEntry() }
        for field in StatsGroup.all.flatMap(\.fields) {
            let values = entries.compactMap { $0[keyPath: field.value] }
            switch field.kind {
            case .level: break
            case .rate: summary[keyPath: field.value] = values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
            case .quantile: summary[keyPath: field.value] = values.max()
            }
        }
        summary.errorsByCode = meanErrors(of: entries)
        return summary
    }

    /// A code that an entry lacks had no error in it.
    private static func meanErrors(of entries: [StatsEntry]) -> [String: Double]? {
        let known = entries.compactMap(\.errorsByCode)
        guard !known.isEmpty else { return nil }
        return known.reduce(into: [:]) { sums, errors in
            sums.merge(errors.mapValues { $0 / Double(known.count) }, uniquingKeysWith: +)
        }
    }
}
