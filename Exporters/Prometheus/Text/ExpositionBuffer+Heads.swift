import Telemetry

/// The lines of metadata.
extension ExpositionBuffer {
    /// `# HELP` and `# TYPE`.
    mutating func appendTextHead(_ head: FamilyHead, of family: borrowing FamilySnapshot) {
        append("# HELP " as StaticString)
        append(family.name)
        append(" " as StaticString)
        appendHelp(family.help, escapesQuotes: false)
        append("\n# TYPE " as StaticString)
        append(family.name)
        append(" " as StaticString)
        append(head.type)
        append("\n" as StaticString)
    }

    /// `# TYPE`, `# UNIT` if there is one, and `# HELP`.
    mutating func appendOpenMetricsHead(_ head: FamilyHead, of family: borrowing FamilySnapshot) {
        append("# TYPE " as StaticString)
        append(family.name, prefix: head.nameLength)
        append(" " as StaticString)
        append(head.type)
        if let unit = head.unit {
            append("\n# UNIT " as StaticString)
            append(family.name, prefix: head.nameLength)
            append(" " as StaticString)
            append(unit)
        }
        append("\n# HELP " as StaticString)
        append(family.name, prefix: head.nameLength)
        append(" " as StaticString)
        appendHelp(family.help, escapesQuotes: true)
        append("\n" as StaticString)
    }

    /// The first bytes of a name.
    mutating func append(_ name: String, prefix length: Int) {
        append(name)
        removeLast(name.utf8.count - length)
    }

    /// Help text, on one line. OpenMetrics escapes quotes too.
    private mutating func appendHelp(_ help: String, escapesQuotes: Bool) {
        var cursor = cursor(room: 2 * help.utf8.count)
        for byte in help.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): cursor.put("\\\\" as StaticString)
            case UInt8(ascii: "\n"): cursor.put("\\n" as StaticString)
            case UInt8(ascii: "\"") where escapesQuotes: cursor.put("\\\"" as StaticString)
            default: cursor.put(byte)
            }
        }
        commit(cursor)
    }
}
