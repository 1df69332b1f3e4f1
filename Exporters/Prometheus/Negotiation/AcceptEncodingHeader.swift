/// Reads whether an answer may be compressed.
///
/// - SeeAlso: RFC 9110, section 12.5.3
enum AcceptEncodingHeader {
    /// Whether gzip is allowed and liked no less than an answer as it is.
    static func allowsGzip(_ header: String?) -> Bool {
        guard let header else { return false }
        let elements = HeaderElement.all(in: header)
        func weight(_ names: String...) -> Double? {
            elements.first { names.contains($0.value) }?.weight
        }
        let gzip = weight("gzip", "x-gzip") ?? weight("*") ?? 0
        return gzip > 0 && gzip >= weight("identity") ?? 0
    }
}
