/// A request that makes sense, with its headers read.
struct ScrapePlan: Sendable {
    static let timeoutHeader = "X-Prometheus-Scrape-Timeout-Seconds"

    /// Names that may be asked for at once: each family is compared with each of them.
    static let nameLimit = 500

    /// Longer timeouts, in seconds, are as good as none: one day.
    private static let longestTimeout = 86_400.0

    let format: NegotiatedFormat
    let isCompressed: Bool
    let selection: FamilySelection

    /// When the scraper stops waiting, in monotonic nanoseconds; nil if it did not say.
    let deadline: Int64?

    /// - Parameter now: monotonic nanoseconds.
    init(_ request: ScrapeRequest, negotiation: NegotiationCache, now: Int64) throws(ScrapeRefusal) {
        var (format, isCompressed) = negotiation.negotiate(accept: request.accept, acceptEncoding: request.acceptEncoding)
        if let name = request.format {
            guard let named = ExpositionFormat(rawValue: name) else { throw .unknownFormat }
            if named != format.format { format = NegotiatedFormat(named) }
        }
        guard request.names.count <= Self.nameLimit else { throw .tooManyNames }
        guard request.names.allSatisfy(Self.isMetricName) else { throw .badName }
        self.format = format
        self.isCompressed = isCompressed
        selection = FamilySelection(names: request.names)
        deadline = try Self.deadline(request.timeout, now: now)
    }

    /// The same without compression.
    var uncompressed: ScrapePlan {
        ScrapePlan(format: format, isCompressed: false, selection: selection, deadline: deadline)
    }

    private init(format: NegotiatedFormat, isCompressed: Bool, selection: FamilySelection, deadline: Int64?) {
        self.format = format
        self.isCompressed = isCompressed
        self.selection = selection
        self.deadline = deadline
    }

    /// Whether both get the same bytes.
    func hasAnswer(of other: ScrapePlan) -> Bool {
        format.format == other.format.format && isCompressed == other.isCompressed && selection == other.selection
    }

    func isLate(at now: Int64) -> Bool {
        deadline.map { now >= $0 } ?? false
    }

    private static func deadline(_ timeout: String?, now: Int64) throws(ScrapeRefusal) -> Int64? {
        guard let timeout else { return nil }
        guard let seconds = Double(timeout), seconds > 0 else { throw .badTimeout }
        return seconds < longestTimeout ? now + Int64(seconds * 1e9) : nil
    }

    private static func isMetricName(_ name: String) -> Bool {
        var isFirst = true
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: ":"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9") where !isFirst: break
            default: return false
            }
            isFirst = false
        }
        return !isFirst
    }
}
