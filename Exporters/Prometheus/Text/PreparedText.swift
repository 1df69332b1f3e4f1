import Telemetry

/// What never changes about the text of a family, written once: its head, and for each series what stands before the number.
///
/// A snapshot that a registry refreshes has the same series in the same places, with the same ``LabelSet`` objects, so a
/// comparison of two pointers says whether a line still holds. The lines lie one behind the other, so that writing them reads
/// memory in order instead of following the pointers of ten thousand label sets.
final class PreparedText {
    let head: FamilyHead

    /// The lines of metadata.
    let headLines: [UInt8]

    private let declaration: TextDeclaration
    private var lines: [PreparedLine] = []
    private var beginnings: [UInt8] = []

    init(_ declaration: TextDeclaration, head: FamilyHead, headLines: [UInt8]) {
        self.declaration = declaration
        self.head = head
        self.headLines = headLines
    }

    /// Whether the head is that of a family.
    func isPrepared(for family: borrowing FamilySnapshot) -> Bool {
        declaration.matches(family)
    }

    /// Calls `body` with what stands before the numbers of all series, and where it ends for each of them.
    @inline(__always)
    func withLines(
        of family: borrowing FamilySnapshot,
        _ body: (UnsafeRawPointer, UnsafeBufferPointer<PreparedLine>, UnsafeBufferPointer<SeriesSnapshot>) -> Void
    ) {
        if !isCurrent(family) { write(family) }
        beginnings.withUnsafeBytes { text in
            lines.withUnsafeBufferPointer { lines in
                family.series.withUnsafeBufferPointer { series in
                    guard let start = text.baseAddress else { return }
                    body(start, lines, series)
                }
            }
        }
    }

    private func isCurrent(_ family: borrowing FamilySnapshot) -> Bool {
        guard lines.count == family.series.count else { return false }
        return lines.withUnsafeBufferPointer { lines in
            family.series.withUnsafeBufferPointer { series in
                for index in lines.indices where lines[index].labels !== series[index].labels { return false }
                return true
            }
        }
    }

    private func write(_ family: borrowing FamilySnapshot) {
        lines.removeAll(keepingCapacity: true)
        beginnings.removeAll(keepingCapacity: true)
        for index in family.series.indices {
            let labels = family.series[index].labels
            beginnings += family.name.utf8
            if !labels.exposition.isEmpty {
                beginnings.append(UInt8(ascii: "{"))
                beginnings += labels.exposition
                beginnings.append(UInt8(ascii: "}"))
            }
            beginnings.append(UInt8(ascii: " "))
            lines.append(PreparedLine(labels: labels, end: beginnings.count))
        }
    }
}
