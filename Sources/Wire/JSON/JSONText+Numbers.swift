extension JSONText {
    /// The whole number that this is; nil when it has a fraction or an exponent, or is too large for 64 bits.
    public var integer: Int64? {
        let negative = bytes.first == UInt8(ascii: "-")
        var value: Int64 = 0
        for byte in negative ? bytes.dropFirst() : bytes[...] {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (shifted, shiftOverflow) = value.multipliedReportingOverflow(by: 10)
            // Counts downwards when negative, so that the smallest number fits too.
            let (next, overflow) = shifted.addingReportingOverflow(negative ? -Int64(digit) : Int64(digit))
            guard !shiftOverflow, !overflow else { return nil }
            value = next
        }
        return bytes.isEmpty ? nil : value
    }

    /// The number that this is; nil when it is too large for a `Double`.
    public var double: Double? {
        guard let text = try? string(), let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
