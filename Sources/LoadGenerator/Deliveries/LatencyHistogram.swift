import Histogram

/// Latencies in an HdrHistogram (hdrhistogram.org): three significant digits over any range, memory of a few hundred KiB.
struct LatencyHistogram {
    // A unit of 1,024 ns: finer is below what a wake-up of this process costs.
    private var histogram = {
        var histogram = Histogram<UInt64>(
            lowestDiscernibleValue: 1_024, highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)
        histogram.autoResize = true
        return histogram
    }()

    var count: UInt64 { histogram.totalCount }

    /// Clock readings that went back count as 0.
    @inline(__always)
    mutating func record(nanoseconds: Int64) {
        histogram.record(UInt64(max(0, nanoseconds)))
    }

    /// nil before the first record.
    var summary: LatencySummary? {
        guard count > 0 else { return nil }
        return LatencySummary(
            p50: microseconds(50), p90: microseconds(90), p99: microseconds(99), p999: microseconds(99.9),
            max: Double(histogram.max) / 1_000, mean: histogram.mean / 1_000)
    }

    private func microseconds(_ percentile: Double) -> Double { Double(histogram.valueAtPercentile(percentile)) / 1_000 }
}
