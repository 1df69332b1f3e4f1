import Telemetry

/// The lines of histograms.
extension ExpositionBuffer {
    /// The cumulative buckets, the sum and the count of one series. OpenMetrics has exemplars behind the buckets.
    mutating func appendHistogram(
        _ series: borrowing SeriesSnapshot, of name: String, bounds: borrowing ClassicBounds, dialect: TextDialect
    ) {
        guard case .histogram(let histogram) = series.value else { return }
        let labels = series.labels.exposition
        histogram.forEachClassicBucket(bounds) { bucket in
            appendBucket(bucket, name: name, labels: labels, bounds: bounds)
            if dialect.isOpenMetrics, let exemplar = bucket.exemplar { appendExemplar(histogram.exemplars[exemplar].exemplar) }
            append("\n" as StaticString)
        }
        let length = name.utf8.count
        appendSampleName(name, prefix: length, suffix: "_sum", labels: series.labels)
        appendValue(histogram.sum)
        append("\n" as StaticString)
        appendSampleName(name, prefix: length, suffix: "_count", labels: series.labels)
        appendValue(histogram.count)
        append("\n" as StaticString)
        if dialect.writesCreatedSeries, let createdAt = series.createdAt {
            appendSampleName(name, prefix: length, suffix: "_created", labels: series.labels)
            appendTimestamp(createdAt)
            append("\n" as StaticString)
        }
    }

    @inline(__always)
    private mutating func appendBucket(
        _ bucket: ClassicBucket, name: String, labels: [UInt8], bounds: borrowing ClassicBounds
    ) {
        let end = bounds.labelEnds[bucket.position]
        let start = bucket.position == 0 ? 0 : bounds.labelEnds[bucket.position - 1]
        let suffix = "_bucket{" as StaticString
        var cursor = cursor(
            room: name.utf8.count + suffix.utf8CodeUnitCount + labels.count + 1 + end - start + ByteCursor.longestNumber)
        cursor.put(name)
        cursor.put(suffix)
        if !labels.isEmpty {
            cursor.put(labels)
            cursor.put(UInt8(ascii: ","))
        }
        bounds.labels.withUnsafeBytes { cursor.put(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
        cursor.put(bucket.cumulativeCount)
        commit(cursor)
    }
}
