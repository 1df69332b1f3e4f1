import Telemetry

/// The classic buckets of a layout, prepared for histograms of one resolution.
///
/// Classic buckets are the sum of the exponential buckets up to a bound; which those are is looked up once, not for each
/// histogram.
struct ClassicBounds {
    let bounds: [Double]

    /// The highest exponential bucket of each classic one.
    let lastIndices: [Int]

    /// `le="…"}` and a space, one for each bound and the one for infinity at the end, all in one stretch.
    let labels: [UInt8]

    /// Where each label ends in ``labels``.
    let labelEnds: [Int]

    init(_ bounds: [Double], schema: Int) {
        self.bounds = bounds
        lastIndices = bounds.map { Self.lastIndex(below: $0, schema: schema) }
        var labels: [UInt8] = []
        labelEnds = (bounds + [.infinity]).map { bound in
            labels += "le=\"\(BoundText.text(of: bound))\"} ".utf8
            return labels.count
        }
        self.labels = labels
    }

    /// The highest bucket that lies wholly at or below a bound.
    private static func lastIndex(below bound: Double, schema: Int) -> Int {
        guard bound > 0 else { return .min }
        let empty = HistogramSnapshot(schema: schema)
        let exponent = Int(bound.exponent)
        var index = schema >= 0 ? (exponent + 1) << schema : (exponent >> -schema) + 1
        while empty.upperBound(of: index) > bound { index -= 1 }
        return index
    }
}
