import Telemetry

/// A format that the scrape handler can answer in.
public enum ExpositionFormat: String, Sendable, CaseIterable {
    /// The text format 0.0.4, which is the default.
    case text

    /// The media type of the answer.
    public var contentType: String {
        switch self {
        case .text: TextRenderer.contentType
        }
    }

    /// The format that a scraper gets.
    ///
    /// A `format` in the query wins over `Accept`: Prometheus 2.42 cannot choose its `Accept`, but can send a parameter.
    /// An `Accept` that names nothing we have gets the text format, as every exporter answers it.
    ///
    /// - Returns: nil if the query names a format that there is not.
    static func negotiate(_ request: ScrapeRequest) -> ExpositionFormat? {
        guard let name = request.format else { return .text }
        return ExpositionFormat(rawValue: name)
    }

    func render(_ snapshot: Snapshot) -> [UInt8] {
        switch self {
        case .text: TextRenderer().render(snapshot)
        }
    }
}
