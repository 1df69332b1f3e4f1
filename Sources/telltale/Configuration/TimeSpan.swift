/// Lengths of time as people write them: `5`, `0.5`, `500ms`, `2m`, `1h`.
enum TimeSpan {
    /// Longest suffix first, since `ms` ends in `s`. A number without a suffix counts seconds.
    private static let units: [(suffix: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// The time that a text names, to the millisecond; `nil` when it is none, or negative, or over 100 years.
    static func parse(_ text: String) -> Duration? {
        for unit in units where text.hasSuffix(unit.suffix) {
            let digits = text.dropLast(unit.suffix.count).trimmed
            return multiply(digits, by: unit.milliseconds)
        }
        return multiply(Substring(text), by: 1_000)
    }

    /// The shortest text that means exactly this time, which is whole milliseconds.
    static func format(_ time: Duration) -> String {
        let (seconds, attoseconds) = time.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        guard milliseconds % 1_000 == 0 else { return "\(milliseconds)ms" }
        for (suffix, size) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)] where seconds >= size && seconds % size == 0 {
            return "\(seconds / size)\(suffix)"
        }
        return "\(seconds)s"
    }

    private static func multiply(_ digits: Substring, by factor: Double) -> Duration? {
        // Only digits and one point: `Double` would also read "inf", "nan", "0x10" and "1e3".
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let number = Double(digits)
        else { return nil }
        let milliseconds = (number * factor).rounded()
        guard milliseconds <= 100 * 365 * 86_400_000 else { return nil }
        return .milliseconds(Int64(milliseconds))
    }
}
