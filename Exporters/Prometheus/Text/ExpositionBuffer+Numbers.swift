import Telemetry

/// The lines of everything but histograms.
extension ExpositionBuffer {
    /// One line for each series of a family: its name, its labels and its number.
    mutating func appendNumbers(of family: borrowing FamilySnapshot) {
        var name = family.name
        name.withUTF8 { name in
            family.series.withUnsafeBufferPointer { series in
                for index in series.indices {
                    guard case .number(let number) = series[index].value else { continue }
                    appendNumber(number, name: UnsafeRawBufferPointer(name), labels: series[index].labels.exposition)
                }
            }
        }
    }

    /// The same for OpenMetrics: counters may have an exemplar, and a series that says when they began.
    mutating func appendOpenMetricsNumbers(of family: borrowing FamilySnapshot, head: FamilyHead, created: Bool) {
        guard family.kind == .counter else { return appendNumbers(of: family) }
        let isCounter = head.nameLength < family.name.utf8.count
        for index in family.series.indices {
            guard case .number(let number) = family.series[index].value else { continue }
            // OpenMetrics has no such counter, and its strict readers would refuse the whole exposition for one.
            if isCounter, number.isNaN || number < 0 { continue }
            appendSampleName(family.name, prefix: family.name.utf8.count, suffix: "", labels: family.series[index].labels)
            appendValue(number)
            if isCounter, let exemplar = family.series[index].exemplar { appendExemplar(exemplar) }
            append("\n" as StaticString)
            if created, isCounter, let createdAt = family.series[index].createdAt {
                appendSampleName(
                    family.name, prefix: head.nameLength, suffix: "_created", labels: family.series[index].labels)
                appendTimestamp(createdAt)
                append("\n" as StaticString)
            }
        }
    }

    @inline(__always)
    private mutating func appendNumber(_ number: Double, name: UnsafeRawBufferPointer, labels: [UInt8]) {
        let punctuation = 4
        var cursor = cursor(room: name.count + labels.count + ByteCursor.longestNumber + punctuation)
        cursor.put(name)
        if !labels.isEmpty {
            cursor.put(UInt8(ascii: "{"))
            cursor.put(labels)
            cursor.put(UInt8(ascii: "}"))
        }
        cursor.put(UInt8(ascii: " "))
        cursor.put(number)
        cursor.put(UInt8(ascii: "\n"))
        commit(cursor)
    }
}
