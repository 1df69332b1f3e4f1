import Telemetry

/// One classic bucket of a histogram.
struct ClassicBucket {
    /// Its place among the bounds; the one after the last bound is for infinity.
    let position: Int

    /// Observations up to its bound.
    let cumulativeCount: UInt64

    /// Where the exemplar of the bucket alone is in the histogram's; nil if there is none.
    let exemplar: Int?
}

extension HistogramSnapshot {
    /// Walks the classic buckets from the lowest to the one for infinity.
    ///
    /// Of several exemplars in one classic bucket the newest is taken.
    @inline(__always)
    func forEachClassicBucket(_ classic: borrowing ClassicBounds, _ body: (ClassicBucket) -> Void) {
        var cumulative = zeroCount
        var bucket = 0
        var exemplar = 0
        for position in 0..<classic.bounds.count {
            let last = classic.lastIndices[position]
            while bucket < buckets.count, buckets[bucket].index <= last {
                cumulative &+= buckets[bucket].count
                bucket += 1
            }
            let picked = newestExemplar(from: &exemplar, upTo: last)
            body(ClassicBucket(position: position, cumulativeCount: cumulative, exemplar: picked))
        }
        let picked = newestExemplar(from: &exemplar, upTo: .max)
        body(ClassicBucket(position: classic.bounds.count, cumulativeCount: count, exemplar: picked))
    }

    private func newestExemplar(from next: inout Int, upTo last: Int) -> Int? {
        var newest: Int?
        while next < exemplars.count, exemplars[next].bucketIndex <= last {
            if newest.map({ exemplars[$0].exemplar.unixSeconds <= exemplars[next].exemplar.unixSeconds }) ?? true { newest = next }
            next += 1
        }
        return newest
    }
}
