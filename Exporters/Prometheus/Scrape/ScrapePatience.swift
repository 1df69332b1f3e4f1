/// How long a scraper waits for its answer and how long it may take to read it.
struct ScrapePatience: Equatable {
    /// Nanoseconds until the answer must be there: as the scraper says, at most an hour; a minute when it says nothing that
    /// can be understood, so that nobody hangs behind a collector that does not come back.
    let waiting: Int64

    /// Nanoseconds that the scraper may take to read: as long as it waits, but at least half a minute and at most two. A slow
    /// reader has one of the few places for scrapes.
    let reading: Int64

    private static let usual = 60.0
    private static let longest = 3_600.0
    private static let readingBounds = 30.0...120.0

    /// - Parameter header: the value of `X-Prometheus-Scrape-Timeout-Seconds`; what is no plain decimal number above 0 is
    ///   passed over.
    init(header: String?) {
        let seconds = header.flatMap(Self.seconds)
        waiting = Int64(min(seconds ?? Self.usual, Self.longest) * 1e9)
        let bounds = Self.readingBounds
        reading = Int64(min(max(seconds ?? 0, bounds.lowerBound), bounds.upperBound) * 1e9)
    }

    /// Digits, with at most one point among or before them: `Double` alone would take hexadecimal, `inf` and exponents too.
    private static func seconds(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let seconds = Double(text), seconds > 0
        else { return nil }
        return seconds
    }
}
