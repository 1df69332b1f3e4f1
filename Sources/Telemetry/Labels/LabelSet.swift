/// The labels of one series, with their exposition made once.
public final class LabelSet: Sendable, Hashable {
    /// No labels.
    public static let none = LabelSet(names: [], values: [])

    /// The label names, in the order of the family's declaration.
    public let names: [String]

    /// The label values, one for each name.
    public let values: [String]

    /// `name="value",…` in UTF-8 with backslash, quote and newline escaped, as the text format 0.0.4 and OpenMetrics 1.0
    /// have it; without braces, empty without labels.
    public let exposition: [UInt8]

    /// - Parameters:
    ///   - names: valid label names.
    ///   - values: as many; missing ones become empty.
    public init(names: [String], values: [String]) {
        self.names = names
        self.values = names.indices.map { values.indices.contains($0) ? values[$0] : "" }
        exposition = Self.exposition(names: self.names, values: self.values)
    }

    public static func == (one: LabelSet, other: LabelSet) -> Bool {
        one === other || (one.names == other.names && one.values == other.values)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(names)
        hasher.combine(values)
    }

    private static func exposition(names: [String], values: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in zip(names, values) {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: name.utf8)
            bytes.append(contentsOf: "=\"".utf8)
            for byte in value.utf8 { escape(byte, into: &bytes) }
            bytes.append(UInt8(ascii: "\""))
        }
        return bytes
    }

    private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
        default: bytes.append(byte)
        }
    }
}
