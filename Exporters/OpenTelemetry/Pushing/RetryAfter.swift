/// The header `Retry-After`: seconds, or a date in one of the three forms of HTTP.
///
/// - SeeAlso: RFC 9110, section 10.2.3
enum RetryAfter {
    /// The longest that a collector is left alone for its asking, in nanoseconds: 5 minutes.
    static let longest: Int64 = 300_000_000_000

    /// How long to wait, at most ``longest``; 0 for a date that has passed, nil for no header or one that cannot be read.
    ///
    /// - Parameters:
    ///   - header: the value.
    ///   - unixSeconds: now.
    static func nanoseconds(_ header: String?, unixSeconds: Double) -> Int64? {
        guard let header, !header.isEmpty else { return nil }
        if header.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            // More digits than fit are a long time.
            return bounded(Double(header) ?? .infinity)
        }
        return HTTPDate.unixSeconds(header).map { bounded($0 - unixSeconds) }
    }

    private static func bounded(_ seconds: Double) -> Int64 {
        Int64(min(max(0, seconds) * 1e9, Double(longest)))
    }
}
