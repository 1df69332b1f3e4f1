/// The pieces that a line of the text formats is made of.
extension ExpositionBuffer {
    /// The labels of a sample in braces, nothing without labels, and the space before the value.
    mutating func appendLabels(_ labels: [UInt8]) {
        if !labels.isEmpty {
            append(UInt8(ascii: "{"))
            append(labels)
            append(UInt8(ascii: "}"))
        }
        append(UInt8(ascii: " "))
    }

    /// Help text, on one line.
    mutating func appendHelp(_ help: String) {
        for byte in help.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\" as StaticString)
            case UInt8(ascii: "\n"): append("\\n" as StaticString)
            default: append(byte)
            }
        }
    }
}
