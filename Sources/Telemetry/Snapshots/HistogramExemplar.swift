/// An exemplar and the bucket that it was counted in.
public struct HistogramExemplar: Sendable, Hashable {
    /// The ``bucketIndex`` of the zero bucket, below that of every other.
    public static let zeroBucket = Int.min

    /// The index of the bucket, at the resolution of the snapshot; ``zeroBucket`` for the zero bucket.
    public var bucketIndex: Int

    public var exemplar: Exemplar

    public init(bucketIndex: Int, exemplar: Exemplar) {
        self.bucketIndex = bucketIndex
        self.exemplar = exemplar
    }
}
