import Telemetry

/// The lines of the classic histograms of one family: what they have in common is made once.
struct ClassicHistogram {
    private let bucketName: [UInt8]
    private let sumName: [UInt8]
    private let countName: [UInt8]
    private let bounds: [Double]

    /// `le="…"`, one for each bound, and the one for infinity at the end.
    private let boundLabels: [[UInt8]]

    init(name: String, bounds: [Double]) {
        bucketName = Array("\(name)_bucket".utf8)
        sumName = Array("\(name)_sum".utf8)
        countName = Array("\(name)_count".utf8)
        self.bounds = bounds
        boundLabels = (bounds + [.infinity]).map { Array("le=\"\(FloatText.text(of: $0))\"".utf8) }
    }

    func render(_ histogram: HistogramSnapshot, labels: [UInt8], into out: inout ExpositionBuffer) {
        let prefix = labels.isEmpty ? labels : labels + [UInt8(ascii: ",")]
        for (bound, count) in zip(boundLabels, histogram.classicBuckets(bounds) + [histogram.count]) {
            out.append(bucketName)
            out.append(UInt8(ascii: "{"))
            out.append(prefix)
            out.append(bound)
            out.append("} " as StaticString)
            out.append(count)
            out.append(UInt8(ascii: "\n"))
        }
        out.append(sumName)
        out.appendLabels(labels)
        out.append(histogram.sum)
        out.append(UInt8(ascii: "\n"))
        out.append(countName)
        out.appendLabels(labels)
        out.append(histogram.count)
        out.append(UInt8(ascii: "\n"))
    }
}
