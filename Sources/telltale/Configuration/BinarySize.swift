/// Numbers of bytes as people write them: `65536`, `64KiB`, `1 MiB`.
enum BinarySize {
    private static let units: [(suffix: String, bytes: Int)] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]

    /// The bytes that a text names; `nil` when it is no whole number of bytes or does not fit.
    static func parse(_ text: String) -> Int? {
        for unit in units where text.lowercased().hasSuffix(unit.suffix.lowercased()) {
            let digits = text.dropLast(unit.suffix.count).trimmed
            return multiply(digits, by: unit.bytes)
        }
        return multiply(Substring(text), by: 1)
    }

    /// The shortest text that means exactly this many bytes.
    static func format(_ bytes: Int) -> String {
        for unit in units where bytes >= unit.bytes && bytes % unit.bytes == 0 {
            return "\(bytes / unit.bytes)\(unit.suffix)"
        }
        return String(bytes)
    }

    private static func multiply(_ digits: Substring, by factor: Int) -> Int? {
        guard let number = Int(digits), number >= 0 else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}
