/// Numbers as people read them: three digits that count, and a unit.
enum Figures {
    /// `1,234`.
    static func count(_ value: Double) -> String {
        grouped(Int(clamping(value.rounded())))
    }

    /// `1,234`, `12.3`, `0.42`, `<0.01`.
    static func number(_ value: Double) -> String {
        switch abs(value) {
        case 0: "0"
        case ..<0.01: "<0.01"
        case ..<9.995: decimal(value, places: 2)
        case ..<99.95: decimal(value, places: 1)
        default: count(value)
        }
    }

    /// `12.3/s`.
    static func rate(_ perSecond: Double) -> String {
        number(perSecond) + "/s"
    }

    /// `12.3 MB`; powers of ten, as networks and disks count.
    static func bytes(_ value: Double) -> String {
        let units = ["kB", "MB", "GB", "TB"]
        guard value >= 999.5 else { return count(value) + " B" }
        var scaled = value / 1_000
        var unit = 0
        while scaled >= 999.5, unit + 1 < units.count {
            scaled /= 1_000
            unit += 1
        }
        return number(scaled) + " " + units[unit]
    }

    /// `0.42 %`.
    static func percent(_ ratio: Double) -> String {
        number(ratio * 100) + " %"
    }

    /// `1.2 ms`, `340 ms`, `1.2 s`.
    static func milliseconds(_ value: Double) -> String {
        switch value {
        case ..<999.5: number(value) + " ms"
        case ..<60_000: number(value / 1_000) + " s"
        default: duration(value / 1_000)
        }
    }

    /// `45 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`: the two largest units.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(clamping(seconds.rounded()))
        let parts = [(whole / 86_400, "d"), (whole / 3_600 % 24, "h"), (whole / 60 % 60, "min"), (whole % 60, "s")]
        guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0 s" }
        return parts[first...].prefix(2).filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: " ")
    }

    /// `13:05:09 UTC`.
    static func time(_ unixMilliseconds: Int64) -> String {
        let second = Int(((unixMilliseconds / 1_000) % 86_400 + 86_400) % 86_400)
        let parts = [second / 3_600, second / 60 % 60, second % 60]
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":") + " UTC"
    }

    /// `1 socket`, `1,234 sockets`.
    static func counted(_ value: Double, _ one: String, _ many: String? = nil) -> String {
        let text = count(value)
        return text + " " + (text == "1" ? one : many ?? one + "s")
    }

    private static func decimal(_ value: Double, places: Int) -> String {
        let factor = places == 2 ? 100 : 10
        let scaled = Int(clamping((value * Double(factor)).rounded()))
        var fraction = String(abs(scaled) % factor + factor).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        let whole = (scaled < 0 ? "-" : "") + grouped(abs(scaled) / factor)
        return fraction.isEmpty ? whole : whole + "." + fraction
    }

    private static func grouped(_ value: Int) -> String {
        var digits = String(value.magnitude)
        var index = digits.endIndex
        while digits.distance(from: digits.startIndex, to: index) > 3 {
            index = digits.index(index, offsetBy: -3)
            digits.insert(",", at: index)
        }
        return (value < 0 ? "-" : "") + digits
    }

    /// What an integer holds: a number that nobody can have measured stays a number.
    private static func clamping(_ value: Double) -> Double {
        value.isNaN ? 0 : min(max(value, -1e15), 1e15)
    }
}
