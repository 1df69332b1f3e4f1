import Synchronization

/// The last sampled observation of each bucket of one histogram.
///
/// Each cell of the histogram has a bit that says whether a sample is due. A writer whose value falls into such a cell
/// clears the bit and leaves its observation; a gather sets all bits again, at most once an interval. So a bucket
/// takes at most one sample an interval, whatever the number of writers, and a writer reads no clock to know.
// @unchecked: `due` never changes and its words are atomics; the samples have their lock.
@usableFromInline
final class ExemplarReservoir: @unchecked Sendable {
    /// Buckets that have an exemplar at the same time; then the oldest makes room.
    static let limit = 64

    /// What OpenMetrics 1.0 allows, in characters of names and values together.
    static let characterLimit = 128

    /// Bit *n* of the words is for the cell *n* after the zero bucket's.
    @usableFromInline let due: UnsafeMutablePointer<Atomic<UInt64>>

    private let words: Int
    private let lowestIndex: Int
    private let schema: Int
    private let wallClock: @Sendable () -> Double
    private let onRefused: @Sendable () -> Void

    /// By ascending bucket.
    private let samples = Mutex<[HistogramExemplar]>([])

    /// Whether there is anything to read: most histograms never get an exemplar.
    private let isUsed = Atomic(false)

    /// - Parameter onRefused: called for each sample whose labels are too long.
    init(layout: HistogramLayout, wallClock: @escaping @Sendable () -> Double, onRefused: @escaping @Sendable () -> Void) {
        self.wallClock = wallClock
        self.onRefused = onRefused
        schema = layout.schema
        lowestIndex = layout.indices.lowerBound
        words = (layout.indices.count + 1 + 63) / 64
        due = .allocate(capacity: words)
        for word in 0..<words { (due + word).initialize(to: Atomic(.max)) }
    }

    deinit {
        due.deinitialize(count: words)
        due.deallocate()
    }

    /// Whether the next value of a cell is to be sampled.
    @inlinable
    func isDue(_ cell: Int) -> Bool {
        let bit = cell &- BucketIndexer.zeroCell
        return due[bit &>> 6].load(ordering: .relaxed) &>> UInt64(truncatingIfNeeded: bit & 63) & 1 != 0
    }

    /// Keeps an observation, unless another writer has been faster or a gather is reading.
    @usableFromInline
    func offer(_ cell: Int, value: Double, labels: KeyValuePairs<String, String>) {
        guard claim(cell), !labels.isEmpty else { return }
        guard labels.reduce(0, { $0 + $1.key.unicodeScalars.count + $1.value.unicodeScalars.count }) <= Self.characterLimit else {
            return onRefused()
        }
        let names = NameRules.labelNames(labels.map(\.key), kind: .gauge)
        let exemplar = Exemplar(
            labels: LabelSet(names: names, values: labels.map(\.value)), value: value, unixSeconds: wallClock())
        let isKept: Void? = samples.withLockIfAvailable {
            Self.keep(HistogramExemplar(bucketIndex: bucketIndex(of: cell), exemplar: exemplar), in: &$0)
        }
        if isKept == nil { arm(cell) } else { isUsed.store(true, ordering: .releasing) }
    }

    /// Lets every bucket take another sample.
    func rearm() {
        for word in 0..<words where due[word].load(ordering: .relaxed) != .max { due[word].store(.max, ordering: .relaxed) }
    }

    /// Puts the exemplars into a snapshot, at the snapshot's resolution.
    func read(into snapshot: inout HistogramSnapshot) {
        guard isUsed.load(ordering: .acquiring) else { return }
        samples.withLock { snapshot.take($0, schema: schema) }
    }

    /// Takes the cell's turn; false for all but one of those that try.
    private func claim(_ cell: Int) -> Bool {
        let (word, bit) = position(of: cell)
        return due[word].bitwiseAnd(~bit, ordering: .relaxed).oldValue & bit != 0
    }

    private func arm(_ cell: Int) {
        let (word, bit) = position(of: cell)
        due[word].bitwiseOr(bit, ordering: .relaxed)
    }

    private func position(of cell: Int) -> (word: Int, bit: UInt64) {
        let bit = cell - BucketIndexer.zeroCell
        return (bit >> 6, 1 << UInt64(bit & 63))
    }

    private func bucketIndex(of cell: Int) -> Int {
        cell == BucketIndexer.zeroCell ? HistogramExemplar.zeroBucket : cell - BucketIndexer.firstBucket + lowestIndex
    }

    private static func keep(_ sample: HistogramExemplar, in samples: inout [HistogramExemplar]) {
        let position = samples.firstIndex { $0.bucketIndex >= sample.bucketIndex } ?? samples.endIndex
        if position < samples.endIndex, samples[position].bucketIndex == sample.bucketIndex {
            samples[position] = sample
            return
        }
        samples.insert(sample, at: position)
        guard samples.count > limit else { return }
        let oldest = samples.indices.min { samples[$0].exemplar.unixSeconds < samples[$1].exemplar.unixSeconds }
        if let oldest { samples.remove(at: oldest) }
    }
}
