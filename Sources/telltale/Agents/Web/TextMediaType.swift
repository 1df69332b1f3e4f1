/// Which media types are text.
enum TextMediaType {
    /// Whether the value of a field `Content-Type` is one of text: `text/…`, JSON, XML, YAML and scripts.
    ///
    /// Source: RFC 6838, section 4.2.8 for the suffixes.
    static func isText(_ field: String) -> Bool {
        let type = field.prefix { $0 != ";" }.trimmed.lowercased()
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml") || type.hasSuffix("+yaml")
            || others.contains(type)
    }

    private static let others: Set<String> = [
        "application/json", "application/xml", "application/yaml", "application/x-yaml", "application/javascript", "application/ndjson",
        "application/x-ndjson", "application/openmetrics-text", "application/x-www-form-urlencoded",
    ]
}
