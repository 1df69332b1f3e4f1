import Glibc
import Synchronization

/// The value of the `Date` field, made once a second (RFC 9110, sections 5.6.7 and 6.6.1). Any thread.
final class HTTPDate: Sendable {
    private struct Last {
        var second = Int64.min
        var text = ""
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private let now: @Sendable () -> Int64
    private let last = Mutex(Last())

    /// - Parameter now: Unix seconds.
    init(now: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }) {
        self.now = now
    }

    var text: String {
        let second = now()
        return last.withLock { last in
            if last.second != second { last = Last(second: second, text: Self.text(second)) }
            return last.text
        }
    }

    private static func text(_ second: Int64) -> String {
        var seconds = time_t(second)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(1900 + parts.tm_year)"
        return "\(day) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }
}
