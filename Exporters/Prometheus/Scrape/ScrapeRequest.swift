/// What a scraper asks for: headers and parameters of its HTTP request, as they came.
public struct ScrapeRequest: Sendable {
    /// The header `Accept`; several are joined by commas.
    public var accept: String?

    /// The header `Accept-Encoding`; several are joined by commas.
    public var acceptEncoding: String?

    /// The parameters `name[]`: the families wanted, by their names or those of their samples; empty for all.
    public var names: [String]

    /// The parameter `format`, which wins over `accept`: Prometheus 2.42 cannot choose its `Accept`, but can send a parameter.
    public var format: String?

    /// The header `X-Prometheus-Scrape-Timeout-Seconds`: how long the scraper waits, a minute by default.
    public var timeout: String?

    /// A request; by default for everything, as it is, in the text format.
    public init(
        accept: String? = nil, acceptEncoding: String? = nil, names: [String] = [], format: String? = nil, timeout: String? = nil
    ) {
        self.accept = accept
        self.acceptEncoding = acceptEncoding
        self.names = names
        self.format = format
        self.timeout = timeout
    }
}
