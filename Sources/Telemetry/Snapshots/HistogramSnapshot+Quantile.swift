import Glibc

extension HistogramSnapshot {
    /// The value that the share `q` of all observations does not exceed.
    ///
    /// Within a bucket the value is interpolated exponentially, as Prometheus does for native histograms, so that it is
    /// never more than one bucket's width wrong.
    ///
    /// - Parameter q: 0 to 1; 1 gives the upper bound of the highest bucket in use.
    /// - Returns: nil without observations or for a `q` out of range.
    public func quantile(_ q: Double) -> Double? {
        guard count > 0, q >= 0, q <= 1 else { return nil }
        let rank = q * Double(count)
        var below = Double(zeroCount)
        if rank <= below, zeroCount > 0 { return 0 }
        for bucket in buckets {
            let size = Double(bucket.count)
            if below + size >= rank { return interpolate((rank - below) / size, in: bucket) }
            below += size
        }
        return buckets.last.map { upperBound(of: $0.index) }
    }

    /// The mean of all observations, or nil without any.
    public var mean: Double? {
        count > 0 ? sum / Double(count) : nil
    }

    private func interpolate(_ share: Double, in bucket: HistogramBucket) -> Double {
        let upper = upperBound(of: bucket.index)
        let lower = upperBound(of: bucket.index - 1)
        return share >= 1 ? upper : lower * pow(upper / lower, share)
    }
}
