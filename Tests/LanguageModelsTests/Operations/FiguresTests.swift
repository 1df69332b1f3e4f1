import Testing

@testable import LanguageModels

@Suite("Figures")
struct FiguresTests {
    @Test(
        "numbers have three digits that count, and groups of three",
        arguments: [
            (0, "0"), (0.001, "<0.01"), (0.42, "0.42"), (1.5, "1.5"), (9.994, "9.99"), (9.996, "10"), (12.34, "12.3"), (99.96, "100"),
            (1_234, "1,234"), (1_234_567.6, "1,234,568"), (-12.34, "-12.3"),
        ] as [(Double, String)])
    func numbers(value: Double, text: String) {
        #expect(Figures.number(value) == text)
    }

    @Test(
        "bytes are counted in powers of ten",
        arguments: [
            (0, "0 B"), (999, "999 B"), (1_000, "1 kB"), (12_300_000, "12.3 MB"), (999_600_000, "1 GB"),
            (5_000_000_000_000_000, "5,000 TB"),
        ] as [(Double, String)])
    func bytes(value: Double, text: String) {
        #expect(Figures.bytes(value) == text)
    }

    @Test(
        "shares are percentages, and a little is not nothing",
        arguments: [(0, "0 %"), (0.00001, "<0.01 %"), (0.0042, "0.42 %"), (0.123, "12.3 %"), (1, "100 %")] as [(Double, String)])
    func percentages(ratio: Double, text: String) {
        #expect(Figures.percent(ratio) == text)
    }

    @Test(
        "lengths of time have their two largest units",
        arguments: [
            (0, "0 s"), (45, "45 s"), (60, "1 min"), (200, "3 min 20 s"), (7_500, "2 h 5 min"), (3_601, "1 h"), (273_600, "3 d 4 h"),
        ] as [(Double, String)])
    func durations(seconds: Double, text: String) {
        #expect(Figures.duration(seconds) == text)
    }

    @Test(
        "milliseconds become seconds and minutes",
        arguments: [(0.005, "<0.01 ms"), (1.25, "1.25 ms"), (340, "340 ms"), (1_900, "1.9 s"), (90_000, "1 min 30 s")] as [(Double, String)]
    )
    func milliseconds(value: Double, text: String) {
        #expect(Figures.milliseconds(value) == text)
    }

    @Test("one of a thing is singular")
    func counted() {
        #expect(Figures.counted(1, "socket") == "1 socket")
        #expect(Figures.counted(1_234, "socket") == "1,234 sockets")
        #expect(Figures.counted(0, "thing is", "things are") == "0 things are")
    }

    @Test("times of day are UTC")
    func time() {
        #expect(Figures.time(1_709_208_009_999) == "12:00:09 UTC")
        #expect(Figures.time(-1_000) == "23:59:59 UTC")
    }

    @Test("what no counter can have counted is still written", arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func absurd(value: Double) {
        #expect(!Figures.count(value).isEmpty)
        #expect(!Figures.bytes(value).isEmpty)
        #expect(!Figures.duration(value).isEmpty)
    }
}
