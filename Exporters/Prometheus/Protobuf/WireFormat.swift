/// The pieces of the protobuf encoding that are written by hand: what surrounds the messages, and labels.
///
/// - SeeAlso: <https://protobuf.dev/programming-guides/encoding/>
enum WireFormat {
    /// The longest variable-length integer.
    static let longestVarint = 10

    /// The tag of `MetricFamily.metric`.
    static let metricTag = lengthDelimitedTag(4)

    /// Bytes of a variable-length integer.
    @inline(__always)
    static func length(of number: Int) -> Int {
        var length = 1
        var rest = UInt(bitPattern: number) >> 7
        while rest > 0 {
            length += 1
            rest >>= 7
        }
        return length
    }

    /// The tag of a field whose value is preceded by its length.
    static func lengthDelimitedTag(_ field: UInt8) -> UInt8 {
        field << 3 | 2
    }

    /// Label pairs as the value of one unknown field with the tag of the first pair: what follows the first tag.
    ///
    /// By hand and not as C strings, which end at a zero byte: two values that differ behind one would be one series.
    static func appendLabels(names: [String], values: [String], field: UInt8, to bytes: inout [UInt8]) {
        for (index, (name, value)) in zip(names, values).enumerated() {
            if index > 0 { bytes.append(lengthDelimitedTag(field)) }
            let nameLength = name.utf8.count
            let valueLength = value.utf8.count
            append(1 + length(of: nameLength) + nameLength + 1 + length(of: valueLength) + valueLength, to: &bytes)
            bytes.append(lengthDelimitedTag(1))
            append(nameLength, to: &bytes)
            bytes.append(contentsOf: name.utf8)
            bytes.append(lengthDelimitedTag(2))
            append(valueLength, to: &bytes)
            bytes.append(contentsOf: value.utf8)
        }
    }

    static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = UInt(bitPattern: number)
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
