/// Numbers for people and for JSON, without a locale.
enum NumberText {
    /// `digits` decimals; what is not finite is 0.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "0" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int64((value.magnitude * scale).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + String(scaled) }
        let fraction = String(scaled % Int64(scale))
        return sign + String(scaled / Int64(scale)) + "." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// `1,234,567`.
    static func grouped(_ value: UInt64) -> String {
        var text = ""
        for (place, digit) in String(value).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    /// The same for a rate, rounded.
    static func grouped(_ value: Double) -> String { grouped(UInt64(max(0, min(value.isFinite ? value : 0, 1e18)).rounded())) }

    /// Microseconds with a unit that suits them: `87 µs`, `1.25 ms`, `2.10 s`.
    static func duration(microseconds: Double) -> String {
        switch microseconds {
        case ..<1_000: fixed(microseconds, 0) + " µs"
        case ..<1_000_000: fixed(microseconds / 1_000, 2) + " ms"
        default: fixed(microseconds / 1_000_000, 2) + " s"
        }
    }
}
