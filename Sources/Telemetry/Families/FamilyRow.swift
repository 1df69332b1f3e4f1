/// One series of a declared family: which instrument it shows, under which labels.
struct FamilyRow<I: Instrument>: Sendable {
    let labels: LabelSet
    let instrument: I

    /// Which series of the instrument.
    let part: Int

    let createdAt: Double?

    /// Brings the series up to date, and makes it this row's if it was another's.
    func read(into series: inout SeriesSnapshot, gather: Gather) {
        if series.labels !== labels { series = SeriesSnapshot(labels: labels, value: .number(0), createdAt: createdAt) }
        instrument.read(part, into: &series.value, gather: gather)
    }

    /// Brings all series of a family up to date.
    ///
    /// Through the pointers a row is read where it lies: taking it out would count references, four atomics a
    /// series.
    @_specialize(where I == Counter)
    @_specialize(where I == FloatingCounter)
    @_specialize(where I == Gauge)
    @_specialize(where I == Histogram)
    static func read(_ rows: [FamilyRow<I>], into family: inout FamilySnapshot, gather: Gather) {
        family.resize(to: rows.count)
        rows.withUnsafeBufferPointer { rows in
            family.series.withUnsafeMutableBufferPointer { series in
                guard let row = rows.baseAddress, let first = series.baseAddress else { return }
                for position in 0..<rows.count {
                    (row + position).pointee.read(into: &(first + position).pointee, gather: gather)
                }
            }
        }
    }
}
