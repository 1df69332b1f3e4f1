extension SettingKind where Value == Double {
    /// A number with or without a decimal point, within bounds.
    /// - Parameter range: The values it takes, both ends included.
    static func decimal(in range: ClosedRange<Double>) -> Self {
        Self(
            valueName: "number",
            parse: { text throws(BadValue) in
                // `Double` would also read "inf", "nan", "0x1" and "1e0".
                let isPlain = text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") }
                guard isPlain, let value = Double(text), range.contains(value) else {
                    throw BadValue("a number from \(shown(range.lowerBound)) to \(shown(range.upperBound)), such as 0.7")
                }
                return value
            },
            format: { shown($0) }
        )
    }

    /// Without a point where the number is whole.
    static func shown(_ value: Double) -> String {
        let text = String(value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
