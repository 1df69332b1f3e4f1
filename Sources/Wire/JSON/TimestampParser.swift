/// Reads one RFC 3339 `date-time` (section 5.6).
struct TimestampParser {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Unix time in milliseconds, or nil.
    mutating func parse() -> Int64? {
        guard let date = parseDate(), take("T") || take("t") || take(" "), let time = parseTime(), let offset = parseOffset(),
            position == bytes.count
        else { return nil }
        return date * 86_400_000 + time - offset
    }

    private mutating func parseDate() -> Int64? {
        guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
            let day = number(digits: 2), 1...12 ~= month, 1...31 ~= day
        else { return nil }
        let days = Timestamp.days(year: year, month: month, day: day)
        // 30 February comes back as 2 March.
        guard Timestamp.civil(fromDays: days).day == day else { return nil }
        return days
    }

    private mutating func parseTime() -> Int64? {
        guard let hour = number(digits: 2), take(":"), let minute = number(digits: 2), take(":"),
            let second = number(digits: 2), hour < 24, minute < 60, second <= 60
        else { return nil }
        let whole = (hour * 3_600 + minute * 60 + second) * 1_000
        guard take(".") else { return whole }
        guard let fraction = parseFraction() else { return nil }
        return whole + fraction
    }

    private mutating func parseFraction() -> Int64? {
        var fraction: Int64 = 0
        var scale: Int64 = 100
        let start = position
        while let digit = number(digits: 1) {
            fraction += digit * scale
            scale /= 10
        }
        return position > start ? fraction : nil
    }

    private mutating func parseOffset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let west = take("-")
        guard west || take("+"), let hours = number(digits: 2), take(":"), let minutes = number(digits: 2), hours < 24,
            minutes < 60
        else { return nil }
        let offset = (hours * 60 + minutes) * 60_000
        return west ? -offset : offset
    }

    private mutating func number(digits: Int) -> Int64? {
        guard position + digits <= bytes.count else { return nil }
        var value: Int64 = 0
        for byte in bytes[position..<position + digits] {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
        }
        position += digits
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }
}
