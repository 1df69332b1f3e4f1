import Testing

@testable import OpenTelemetryExporter

@Suite("Retry-After")
struct RetryAfterTests {
    /// Sunday, 6 November 1994, 08:49:37 UTC, the date that RFC 9110 shows.
    private static let shown = 784_111_777.0

    @Test(
        "seconds and each form of a date are read, and no wait is longer than five minutes",
        arguments: [
            ("0", 0), ("7", 7), ("007", 7), ("300", 300), ("301", 300), ("99999999999999999999999999", 300),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 60), ("Sunday, 06-Nov-94 08:49:37 GMT", 60), ("Sun Nov  6 08:49:37 1994", 60),
            ("Sun, 06 Nov 1994 09:49:37 GMT", 300), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
        ] as [(String, Int64)])
    func readable(_ header: String, _ seconds: Int64) {
        #expect(RetryAfter.nanoseconds(header, unixSeconds: Self.shown - 60) == seconds * 1_000_000_000)
    }

    @Test(
        "anything else counts as no header",
        arguments: [nil, "", "soon", "-1", "1.5", "+5", " 5", "0x10", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 08:49:37 GMT, 5", "٣"])
    func unreadable(_ header: String?) {
        #expect(RetryAfter.nanoseconds(header, unixSeconds: Self.shown) == nil)
    }
}
