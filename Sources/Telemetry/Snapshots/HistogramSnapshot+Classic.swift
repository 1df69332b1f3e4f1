extension HistogramSnapshot {
    /// The observations up to and including each bound, as the classic buckets of a Prometheus histogram have them.
    ///
    /// - Parameter bounds: ascending. Exact for the bounds of a ``HistogramLayout``, which are boundaries of our
    ///   buckets; at any other bound the observations of the bucket that contains it are left to the next one.
    /// - Returns: one cumulative count for each bound. The bucket for infinity is ``count``.
    public func classicBuckets(_ bounds: [Double]) -> [UInt64] {
        var cumulative = zeroCount
        var rest = buckets[...]
        return bounds.map { bound in
            while let bucket = rest.first, upperBound(of: bucket.index) <= bound {
                cumulative &+= bucket.count
                rest.removeFirst()
            }
            return cumulative
        }
    }
}
