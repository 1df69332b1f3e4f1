/// A request that makes sense, with its headers read.
struct ScrapePlan: Sendable {
    /// Names that may be asked for at once: each family is compared with each of them.
    static let nameLimit = 500

    let format: NegotiatedFormat
    let isCompressed: Bool
    let selection: FamilySelection

    /// When the scraper stops waiting for the answer, in monotonic nanoseconds.
    let deadline: Int64

    /// How long it may take to read the answer, in nanoseconds.
    let readingTime: Int64

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
        let patience = ScrapePatience(header: request.timeout)
        deadline = now + patience.waiting
        readingTime = patience.reading
    }

    /// The same without compression.
    var uncompressed: ScrapePlan {
        ScrapePlan(format: format, isCompressed: false, selection: selection, deadline: deadline, readingTime: readingTime)
    }

    private init(format: NegotiatedFormat, isCompressed: Bool, selection: FamilySelection, deadline: Int64, readingTime: Int64) {
        self.format = format
        self.isCompressed = isCompressed
        self.selection = selection
        self.deadline = deadline
        self.readingTime = readingTime
    }

    /// Whether both get the same bytes.
    func hasAnswer(of other: ScrapePlan) -> Bool {
        format.format == other.format.format && isCompressed == other.isCompressed && selection == other.selection
    }

    func isLate(at now: Int64) -> Bool {
        now >= deadline
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
