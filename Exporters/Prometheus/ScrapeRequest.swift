/// What a scraper asks for, taken from its HTTP request.
public struct ScrapeRequest: Sendable {
    /// The header `Accept`.
    public var accept: String?

    /// The families wanted, from the parameter `name[]`; empty for all.
    public var names: [String]

    /// The parameter `format`, which wins over `accept`.
    public var format: String?

    /// The header `X-Prometheus-Scrape-Timeout-Seconds`: how long the scraper waits, in seconds.
    public var timeoutSeconds: Double?

    /// Whether `Accept-Encoding` allows gzip. Answers are not compressed yet.
    public var acceptsGzip: Bool

    public init(
        accept: String? = nil, names: [String] = [], format: String? = nil, timeoutSeconds: Double? = nil,
        acceptsGzip: Bool = false
    ) {
        self.accept = accept
        self.names = names
        self.format = format
        self.timeoutSeconds = timeoutSeconds
        self.acceptsGzip = acceptsGzip
    }
}
