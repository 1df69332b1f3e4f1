import Telemetry

/// Renders snapshots, again and again: keeps its buffer and what never changes about a series, so that a later exposition
/// of the same registry allocates nothing.
///
/// Histograms are shown with the classic buckets of their ``HistogramLayout``: powers of two, which are boundaries of the
/// exponential buckets too. Their counts are exact, and the same observations are below a bound in every format. In
/// protobuf the exponential buckets are there as well. Families without a series are left out.
///
/// One thread at a time. Takes time in proportion to the series: not for event loops.
public struct ExpositionRenderer: ~Copyable {
    private var writers: ExpositionWriters
    private var buffer = ExpositionBuffer(.allocate(BufferPool.smallest))

    /// A renderer that knows no series yet, with a buffer of 64 KiB that grows as needed.
    public init(settings: ExpositionSettings = ExpositionSettings()) {
        writers = ExpositionWriters(settings: settings)
    }

    /// Renders all families and lends the bytes to `body`.
    ///
    /// - Parameters:
    ///   - snapshot: whose encodings are reused when the registry has refreshed it in place.
    ///   - body: gets the bytes, which are valid only during its call.
    public mutating func render<Result>(
        _ snapshot: borrowing Snapshot, as format: ExpositionFormat, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        buffer.removeAll()
        writers.write(snapshot, as: format, selection: .all, into: &buffer)
        return body(buffer.bytes)
    }

    /// Renders all families.
    public mutating func render(_ snapshot: borrowing Snapshot, as format: ExpositionFormat) -> [UInt8] {
        render(snapshot, as: format) { Array($0) }
    }

    mutating func render(
        _ snapshot: borrowing Snapshot, as format: ExpositionFormat, selection: borrowing FamilySelection,
        into out: inout ExpositionBuffer
    ) {
        writers.write(snapshot, as: format, selection: selection, into: &out)
    }
}
