import Telemetry

/// The pieces of a line.
extension ExpositionBuffer {
    /// A sample's name, its labels in braces, and the space before its value.
    mutating func appendSampleName(_ name: String, prefix: Int, suffix: StaticString, labels: LabelSet) {
        append(name, prefix: prefix)
        append(suffix)
        let exposition = labels.exposition
        if exposition.isEmpty { return append(" " as StaticString) }
        append("{" as StaticString)
        append(exposition)
        append("} " as StaticString)
    }

    mutating func appendValue(_ number: Double) {
        var cursor = cursor(room: ByteCursor.longestNumber)
        cursor.put(number)
        commit(cursor)
    }

    mutating func appendValue(_ number: UInt64) {
        var cursor = cursor(room: ByteCursor.longestNumber)
        cursor.put(number)
        commit(cursor)
    }

    mutating func appendTimestamp(_ unixSeconds: Double) {
        var cursor = cursor(room: ByteCursor.longestNumber)
        cursor.put(unixSeconds: unixSeconds)
        commit(cursor)
    }

    /// An exemplar, behind a sample. One whose labels are longer than OpenMetrics allows is left out.
    mutating func appendExemplar(_ exemplar: Exemplar) {
        guard exemplar.hasAllowedLength else { return }
        append(" # {" as StaticString)
        append(exemplar.labels.exposition)
        append("} " as StaticString)
        appendValue(exemplar.value)
        append(" " as StaticString)
        appendTimestamp(exemplar.unixSeconds)
    }
}
