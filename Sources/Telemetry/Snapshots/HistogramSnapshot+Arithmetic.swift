extension HistogramSnapshot {
    /// The observations of both. Of two resolutions the coarser is kept, and nothing is lost but the resolution.
    /// Exemplars are left out: they belong to one series.
    public static func + (one: HistogramSnapshot, other: HistogramSnapshot) -> HistogramSnapshot {
        let schema = min(one.schema, other.schema)
        return HistogramSnapshot(
            schema: schema,
            zeroCount: one.zeroCount &+ other.zeroCount,
            sum: one.sum + other.sum,
            buckets: combine(one.reduced(to: schema), other.reduced(to: schema)) { $0 &+ $1 })
    }

    /// The observations that `later` has and `earlier` had not.
    ///
    /// A histogram that has shrunk was started anew, as after a restart: then all of `later` is new.
    public static func - (later: HistogramSnapshot, earlier: HistogramSnapshot) -> HistogramSnapshot {
        guard later.count >= earlier.count else { return later }
        let schema = min(later.schema, earlier.schema)
        return HistogramSnapshot(
            schema: schema,
            zeroCount: later.zeroCount - min(earlier.zeroCount, later.zeroCount),
            sum: later.sum - earlier.sum,
            buckets: combine(later.reduced(to: schema), earlier.reduced(to: schema)) { $0 - min($0, $1) })
    }

    /// The same observations at a coarser resolution; a finer `schema` than ours changes nothing.
    public func reduced(to schema: Int) -> HistogramSnapshot {
        guard schema < self.schema else { return self }
        let shift = self.schema - schema
        var joined: [HistogramBucket] = []
        for bucket in buckets {
            let index = Self.joined(bucket.index, shift: shift)
            if joined.last?.index == index {
                joined[joined.count - 1].count &+= bucket.count
            } else {
                joined.append(HistogramBucket(index: index, count: bucket.count))
            }
        }
        var result = HistogramSnapshot(schema: schema, zeroCount: zeroCount, sum: sum, buckets: joined)
        result.take(exemplars, schema: self.schema)
        return result
    }

    /// Walks two ascending lists of buckets at once; a bucket that one of them lacks counts as 0.
    private static func combine(
        _ one: HistogramSnapshot, _ other: HistogramSnapshot, _ operation: (UInt64, UInt64) -> UInt64
    ) -> [HistogramBucket] {
        var result: [HistogramBucket] = []
        result.reserveCapacity(max(one.buckets.count, other.buckets.count))
        var left = one.buckets[...]
        var right = other.buckets[...]
        while let index = lowest(left, right) {
            let first = left.first?.index == index ? left.removeFirst().count : 0
            let second = right.first?.index == index ? right.removeFirst().count : 0
            result.append(HistogramBucket(index: index, count: operation(first, second)))
        }
        return result
    }

    private static func lowest(_ left: ArraySlice<HistogramBucket>, _ right: ArraySlice<HistogramBucket>) -> Int? {
        guard let first = left.first?.index else { return right.first?.index }
        guard let second = right.first?.index else { return first }
        return min(first, second)
    }
}
