import Glibc

/// The three forms of a date in HTTP: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
/// `Sun Nov  6 08:49:37 1994`.
///
/// - SeeAlso: RFC 9110, section 5.6.7
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since 1970; nil for anything else. Nobody looks at the day of the week.
    static func unixSeconds(_ text: String) -> Double? {
        let words = text.split { " ,-".contains($0) }.dropFirst()
        switch words.count {
        case 5 where words.last == "GMT": return moment(day: words[1], month: words[2], year: words[3], time: words[4])
        case 4: return moment(day: words[2], month: words[1], year: words[4], time: words[3])
        default: return nil
        }
    }

    private static func moment(day: Substring, month: Substring, year: Substring, time: Substring) -> Double? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = number(clock[0], in: 0...23), let minute = number(clock[1], in: 0...59),
            let second = number(clock[2], in: 0...60), let day = number(day, in: 1...31),
            let month = months.firstIndex(of: String(month)), let year = number(year, in: 0...9_999)
        else { return nil }
        var parts = tm()
        // Two digits are a year from 1970 to 2069.
        parts.tm_year = year >= 100 ? year - 1_900 : year < 70 ? year + 100 : year
        parts.tm_mon = Int32(month)
        parts.tm_mday = day
        parts.tm_hour = hour
        parts.tm_min = minute
        parts.tm_sec = second
        return Double(timegm(&parts))
    }

    private static func number(_ digits: Substring, in range: ClosedRange<Int32>) -> Int32? {
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int32(digits).flatMap { range.contains($0) ? $0 : nil }
    }
}
