/// The format of an answer and how names are escaped in it.
struct NegotiatedFormat: Hashable, Sendable {
    var format: ExpositionFormat

    /// Nil if the scraper did not ask.
    var escaping: EscapingScheme?

    init(_ format: ExpositionFormat, escaping: EscapingScheme? = nil) {
        self.format = format
        self.escaping = escaping
    }

    /// The header `Content-Type`.
    var contentType: String {
        Self.contentTypes[self] ?? format.contentType
    }

    /// All that there are: a scrape makes no text of its own.
    private static let contentTypes: [NegotiatedFormat: String] = {
        var types: [NegotiatedFormat: String] = [:]
        for format in ExpositionFormat.allCases {
            types[NegotiatedFormat(format)] = format.contentType
            for escaping in EscapingScheme.allCases {
                types[NegotiatedFormat(format, escaping: escaping)] = "\(format.contentType); escaping=\(escaping.rawValue)"
            }
        }
        return types
    }()
}
