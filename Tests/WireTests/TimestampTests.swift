import Testing
import Wire

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "Unix milliseconds become RFC 3339 in UTC, and back",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (1, "1970-01-01T00:00:00.001Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_709_210_096_789, "2024-02-29T12:34:56.789Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func both(_ milliseconds: Int64, _ expected: String) {
        #expect(Timestamp.text(milliseconds) == expected)
        #expect(Timestamp.milliseconds(parsing: expected) == milliseconds)
    }

    @Test("times beyond four digits of year are cut, not wrapped")
    func extremes() {
        #expect(Timestamp.text(.max) == "9999-12-31T23:59:59.999Z")
        #expect(Timestamp.text(.min) == "0000-01-01T00:00:00.000Z")
    }

    @Test("every day of four centuries is one after the one before, and survives the way there and back")
    func everyDay() {
        var last = ""
        var wrong: [Int64] = []
        for day in Int64(10_957)..<157_054 {
            let text = Timestamp.text(day * 86_400_000)
            if text <= last || Timestamp.milliseconds(parsing: text) != day * 86_400_000 { wrong.append(day) }
            last = text
        }
        #expect(wrong.isEmpty)
        #expect(last == "2399-12-31T00:00:00.000Z")
    }

    @Test(
        "other ways that RFC 3339 has to write a time are understood",
        arguments: [
            ("1970-01-01T00:00:01Z", 1_000), ("1970-01-01t00:00:01z", 1_000), ("1970-01-01 00:00:01Z", 1_000),
            ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T19:00:00-05:00", 0), ("1970-01-01T00:00:00.5Z", 500),
            ("1970-01-01T00:00:00.123456789Z", 123), ("1970-01-01T00:00:00.000000000000000000000001Z", 0),
            ("1972-06-30T23:59:60Z", 78_796_800_000),
        ] as [(String, Int64)])
    func variants(_ text: String, _ expected: Int64) {
        #expect(Timestamp.milliseconds(parsing: text) == expected)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "now", "1970", "1970-01-01", "1970-01-01T00:00:00", "1970-01-01T00:00Z", "1970-1-1T00:00:00Z",
            "1970-13-01T00:00:00Z", "1970-00-01T00:00:00Z", "1970-01-32T00:00:00Z", "1970-01-00T00:00:00Z",
            "2023-02-29T00:00:00Z", "1970-04-31T00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
            "1970-01-01T00:00:61Z", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00ZZ", "1970-01-01T00:00:00+0100",
            "1970-01-01T00:00:00+24:00", " 1970-01-01T00:00:00Z", "-970-01-01T00:00:00Z", "19700-01-01T00:00:00Z",
        ])
    func refuses(_ text: String) {
        #expect(Timestamp.milliseconds(parsing: text) == nil)
    }
}
