/// One sample as a scraper stores it: what its name and labels are is its identity.
struct Sample: Hashable, CustomStringConvertible {
    struct Series: Hashable {
        var name: String
        /// By name; the bound of a bucket as a number in ``bound``.
        var labels: [[String]]
        var bound: Double?
    }

    struct Exemplar: Hashable {
        var labels: [[String]]
        var value: Double
        var unixSeconds: Double
    }

    var series: Series
    /// As bits, so that NaN equals itself; 0 has no sign.
    var bits: UInt64
    var exemplar: Exemplar?

    init(_ name: String, _ labels: [[String]], bound: Double? = nil, _ value: Double, exemplar: Exemplar? = nil) {
        series = Series(name: name, labels: labels.sorted { $0[0] < $1[0] }, bound: bound)
        bits = value == 0 ? 0 : value.isNaN ? Double.nan.bitPattern : value.bitPattern
        self.exemplar = exemplar
    }

    var description: String {
        var words = [series.name, series.labels.description]
        if let bound = series.bound { words.append("le \(bound)") }
        words.append("= \(Double(bitPattern: bits))")
        if let exemplar { words.append("# \(exemplar.labels) \(exemplar.value)") }
        return words.joined(separator: " ")
    }

    /// The same without what the text format 0.0.4 lacks.
    var withoutExemplar: Sample {
        var sample = self
        sample.exemplar = nil
        return sample
    }
}
