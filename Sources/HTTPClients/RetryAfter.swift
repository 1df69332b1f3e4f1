/// The header `Retry-After`: seconds, or a date in one of the three forms of HTTP.
///
/// - SeeAlso: RFC 9110, section 10.2.3
public enum RetryAfter {
    /// How long to wait in seconds: 0 for a date that has passed, nil for no header or one that cannot be read.
    ///
    /// - Parameters:
    ///   - header: the value.
    ///   - unixSeconds: now.
    public static func seconds(_ header: String?, unixSeconds: Double) -> Double? {
        guard let header, !header.isEmpty, header.utf8.count <= 64 else { return nil }
        // Some servers say parts of a second; more digits than fit are a long time.
        if header.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }) {
            return Double(header)
        }
        return HTTPDate.unixSeconds(header).map { max(0, $0 - unixSeconds) }
    }
}
