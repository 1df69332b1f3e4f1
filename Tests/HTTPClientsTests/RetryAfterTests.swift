import HTTPClients
import Testing

@Suite("Retry-After")
struct RetryAfterTests {
    /// Sunday, 6 November 1994, 08:49:37 UTC, the date that RFC 9110 shows.
    private static let shown = 784_111_777.0

    @Test(
        "seconds and each form of a date are read",
        arguments: [
            ("0", 0), ("7", 7), ("007", 7), ("1.5", 1.5), ("99999999999999999999", 1e20), ("Sun, 06 Nov 1994 08:49:37 GMT", 60),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 60), ("Sun Nov  6 08:49:37 1994", 60), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
        ] as [(String, Double)])
    func readable(_ header: String, _ seconds: Double) {
        #expect(RetryAfter.seconds(header, unixSeconds: Self.shown - 60) == seconds)
    }

    @Test(
        "anything else is as if it were not there",
        arguments: [
            nil, "", "soon", "-1", "+5", " 5", "0x10", "٣", "1 s", "1.2.3", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 GMT, 5", "Sun, 32 Nov 1994 08:49:37 GMT", "GMT", "a b c d e GMT",
        ])
    func unreadable(_ header: String?) {
        #expect(RetryAfter.seconds(header, unixSeconds: 0) == nil)
    }
}
