/// Why a scrape gets no exposition.
enum ScrapeRefusal: Error, Hashable {
    case unknownFormat
    case badName
    case tooManyNames
    case tooManyScrapes
    case late

    var status: Int {
        switch self {
        case .unknownFormat, .badName, .tooManyNames: 400
        case .tooManyScrapes, .late: 503
        }
    }

    var reason: String {
        switch self {
        case .unknownFormat:
            "unknown format; there is: \(ExpositionFormat.allCases.map(\.rawValue).joined(separator: ", "))"
        case .badName: "name[] must be a metric name"
        case .tooManyNames: "at most \(ScrapePlan.nameLimit) name[] at once"
        case .tooManyScrapes: "too many scrapes at once"
        case .late: "reading the metrics took longer than the scraper waits"
        }
    }
}
