/// Picks the format that a scraper likes best.
///
/// Of a format's matches the most precise one gives its weight; the format with the greatest weight is taken. Among equals
/// the one that was asked for more precisely, then the one that was named first, and behind a wildcard the text format.
/// A header that allows nothing that we have gets the text format too, as every exporter answers it.
///
/// - SeeAlso: RFC 9110, section 12.5.1
enum AcceptHeader {
    private struct Match {
        let weight: Double
        /// 3 for a media type with its version, 2 without, 1 for `text/*`, 0 for `*/*`.
        let precision: Int
        let position: Int
        let escaping: EscapingScheme?
    }

    static func negotiate(_ header: String?) -> NegotiatedFormat {
        guard let header else { return NegotiatedFormat(.text) }
        let elements = HeaderElement.all(in: header)
        var best: (format: ExpositionFormat, match: Match)?
        for format in ExpositionFormat.allCases {
            guard let match = match(format, elements), match.weight > 0 else { continue }
            if best.map({ isBetter(match, than: $0.match) }) ?? true { best = (format, match) }
        }
        return best.map { NegotiatedFormat($0.format, escaping: $0.match.escaping) } ?? NegotiatedFormat(.text)
    }

    private static func isBetter(_ one: Match, than other: Match) -> Bool {
        if one.weight != other.weight { return one.weight > other.weight }
        if one.precision != other.precision { return one.precision > other.precision }
        return one.position < other.position
    }

    /// The most precise element that a format fits.
    private static func match(_ format: ExpositionFormat, _ elements: [HeaderElement]) -> Match? {
        var best: Match?
        for (position, element) in elements.enumerated() {
            guard let precision = precision(of: element, for: format) else { continue }
            if let best, best.precision >= precision { continue }
            best = Match(
                weight: element.weight, precision: precision, position: position,
                escaping: element.parameters["escaping"].flatMap(EscapingScheme.init(requested:)))
        }
        return best
    }

    private static func precision(of element: HeaderElement, for format: ExpositionFormat) -> Int? {
        if element.value == "*/*" { return 0 }
        switch format {
        case .text:
            if element.value == "text/*" { return 1 }
            return element.value == "text/plain" ? precision(of: element, "version", "0.0.4") : nil
        case .openMetrics:
            return element.value == "application/openmetrics-text" ? precision(of: element, "version", "1.0.0") : nil
        case .protobuf:
            // Protobuf can be many things; only this one is ours.
            guard element.value == "application/vnd.google.protobuf",
                element.parameters["proto"] == "io.prometheus.client.MetricFamily",
                element.parameters["encoding"] == "delimited"
            else { return nil }
            return 3
        }
    }

    /// Nil if the element names another version than ours.
    private static func precision(of element: HeaderElement, _ parameter: String, _ ours: String) -> Int? {
        guard let asked = element.parameters[parameter] else { return 2 }
        return asked == ours ? 3 : nil
    }
}
