/// The form in which distributions are sent.
public enum HistogramAggregation: String, Sendable, Hashable, CaseIterable {
    /// In their own buckets, of base 2 and nearly 10 % wide.
    case exponential = "base2_exponential_bucket_histogram"

    /// In the classic buckets of the text formats, for a backend that cannot read the others.
    case explicitBuckets = "explicit_bucket_histogram"
}
