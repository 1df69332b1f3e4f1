/// Filling a snapshot anew, in the memory that it has.
extension HistogramSnapshot {
    /// Reads the cells of one child.
    ///
    /// - Parameter schema: the resolution to show, at most the layout's.
    mutating func fill(from blocks: borrowing BlockList, layout: HistogramLayout, schema: Int) {
        blocks.withCells { fill(from: $0, layout: layout, schema: schema) }
    }

    /// Takes over exemplars of buckets of `schema`. Of several that fall into one of our buckets the newest stays.
    mutating func take(_ samples: [HistogramExemplar], schema: Int) {
        let shift = max(0, schema - self.schema)
        exemplars.removeAll(keepingCapacity: true)
        for var sample in samples {
            sample.bucketIndex = Self.joined(sample.bucketIndex, shift: shift)
            if let last = exemplars.last, last.bucketIndex == sample.bucketIndex {
                guard last.exemplar.unixSeconds <= sample.exemplar.unixSeconds else { continue }
                exemplars[exemplars.count - 1] = sample
            } else {
                exemplars.append(sample)
            }
        }
    }

    /// The bucket of a resolution that is coarser by `shift` steps.
    static func joined(_ index: Int, shift: Int) -> Int {
        index == HistogramExemplar.zeroBucket ? index : (index + (1 << shift) - 1) >> shift
    }

    private mutating func fill(from blocks: UnsafeBufferPointer<Cell>, layout: HistogramLayout, schema: Int) {
        self.schema = schema
        zeroCount = blocks.reduce(0) { $0 &+ $1[BucketIndexer.zeroCell].load() }
        count = zeroCount
        sum = 0
        for block in blocks {
            for part in 0..<BucketIndexer.zeroCell { sum += block[part].loadDouble() }
        }
        fillBuckets(from: blocks, layout: layout, shift: layout.schema - schema)
    }

    private mutating func fillBuckets(from blocks: UnsafeBufferPointer<Cell>, layout: HistogramLayout, shift: Int) {
        buckets.removeAll(keepingCapacity: true)
        for group in stride(from: 0, to: layout.indices.count, by: HistogramLayout.groupLength) {
            if Self.isEmpty(blocks, group: BucketIndexer.firstBucket &+ group) { continue }
            for position in group..<group &+ HistogramLayout.groupLength {
                let total = blocks.reduce(0) { $0 &+ $1[BucketIndexer.firstBucket &+ position].load() }
                if total > 0 { add(total, index: Self.joined(layout.indices.lowerBound &+ position, shift: shift)) }
            }
        }
    }

    /// Whether a group of cells counts nothing: most of them do, and to see that of all at once halves the cost of a gather.
    private static func isEmpty(_ blocks: UnsafeBufferPointer<Cell>, group: Int) -> Bool {
        var bits: UInt64 = 0
        for block in blocks {
            for cell in group..<group &+ HistogramLayout.groupLength { bits |= block[cell].load() }
        }
        return bits == 0
    }

    /// Adds to the last bucket, or to a new one behind it.
    private mutating func add(_ total: UInt64, index: Int) {
        count &+= total
        if let last = buckets.last, last.index == index {
            buckets[buckets.count - 1].count &+= total
        } else {
            buckets.append(HistogramBucket(index: index, count: total))
        }
    }
}
