/// What stands in front of the parameters of a `Content-Type` or an element of `Accept` (RFC 9110, section 8.3.1).
struct MediaType: Equatable {
    /// In lower case, as `application/json`.
    let name: String

    /// - Parameter field: the field's value, whose parameters may be broken.
    init(_ field: some StringProtocol) {
        name = String(field.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }).lowercased()
    }

    /// Whether it says that it is JSON (RFC 6839, section 3.1).
    var isJSON: Bool {
        name == "application/json" || name == "text/json" || name.hasSuffix("+json")
    }
}
