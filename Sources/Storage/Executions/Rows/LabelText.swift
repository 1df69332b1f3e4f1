import Wire

/// An execution's labels as the column `labels` has them: each name and each value with its length in bytes and a colon before
/// it, one after the other. So any text can be in them.
enum LabelText {
    /// Nil when there is none.
    static func text(_ labels: [ExecutionLabel]) -> String? {
        guard !labels.isEmpty else { return nil }
        return labels.reduce(into: "") { text, label in
            for part in [label.name, label.value] { text += "\(part.utf8.count):\(part)" }
        }
    }

    /// - Throws: when the text is none that ``text(_:)`` makes.
    static func labels(_ text: String?) throws(SQLiteFailure) -> [ExecutionLabel] {
        guard let text else { return [] }
        var rest = text.utf8[...]
        var labels: [ExecutionLabel] = []
        while !rest.isEmpty {
            labels.append(ExecutionLabel(name: try next(&rest), value: try next(&rest)))
        }
        return labels
    }

    private static func next(_ rest: inout Substring.UTF8View) throws(SQLiteFailure) -> String {
        let failure = SQLiteFailure(corrupt: "the labels of an execution cannot be read")
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")), let count = Int(Substring(rest[..<colon])), count >= 0
        else { throw failure }
        let start = rest.index(after: colon)
        guard let end = rest.index(start, offsetBy: count, limitedBy: rest.endIndex), let part = String(rest[start..<end])
        else { throw failure }
        rest = rest[end...]
        return part
    }
}
