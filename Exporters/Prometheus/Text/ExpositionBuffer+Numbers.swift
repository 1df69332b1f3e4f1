import Telemetry

/// The lines of everything but histograms.
extension ExpositionBuffer {
    /// One line for each series of a family: its name, its labels and its number.
    mutating func appendNumbers(of family: borrowing FamilySnapshot, prepared: PreparedText) {
        prepared.withLines(of: family) { start, lines, series in
            var cursor = cursor(room: Self.room(for: lines))
            var written = 0
            for index in series.indices {
                let end = lines[index].end
                if case .number(let number) = series[index].value {
                    cursor.put(UnsafeRawBufferPointer(start: start + written, count: end &- written))
                    cursor.put(number)
                    cursor.put(UInt8(ascii: "\n"))
                }
                written = end
            }
            commit(cursor)
        }
    }

    /// The same for counters in OpenMetrics, which may have an exemplar, and a series that says when they began.
    mutating func appendOpenMetricsCounters(of family: borrowing FamilySnapshot, prepared: PreparedText, created: Bool) {
        let nameLength = prepared.head.nameLength
        let name = family.name
        let isCounter = nameLength < name.utf8.count
        prepared.withLines(of: family) { start, lines, series in
            var cursor = cursor(room: Self.room(for: lines))
            var written = 0
            for index in series.indices {
                let begin = written
                written = lines[index].end
                guard case .number(let number) = series[index].value else { continue }
                // OpenMetrics has no such counter, and its strict readers would refuse the whole exposition for one.
                if isCounter, number.isNaN || number < 0 { continue }
                cursor.put(UnsafeRawBufferPointer(start: start + begin, count: written &- begin))
                cursor.put(number)
                if isCounter, series[index].exemplar != nil || created {
                    commit(cursor)
                    if let exemplar = series[index].exemplar { appendExemplar(exemplar) }
                    append("\n" as StaticString)
                    if created { appendCreated(series[index], name: name, prefix: nameLength) }
                    cursor = self.cursor(room: Self.room(for: UnsafeBufferPointer(rebasing: lines[index...])))
                } else {
                    cursor.put(UInt8(ascii: "\n"))
                }
            }
            commit(cursor)
        }
    }

    private mutating func appendCreated(_ series: borrowing SeriesSnapshot, name: String, prefix: Int) {
        guard let createdAt = series.createdAt else { return }
        appendSampleName(name, prefix: prefix, suffix: "_created", labels: series.labels)
        appendTimestamp(createdAt)
        append("\n" as StaticString)
    }

    /// Room for the lines of all series: asked for once, not line by line.
    private static func room(for lines: UnsafeBufferPointer<PreparedLine>) -> Int {
        (lines.last?.end ?? 0) + lines.count * (ByteCursor.longestNumber + 1)
    }
}
