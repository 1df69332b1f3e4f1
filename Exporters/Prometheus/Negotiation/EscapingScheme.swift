/// How a scraper wants names that only newer versions allow to be written, from the parameter `escaping` of `Accept`.
///
/// Our names are of the old kind, so three of the schemes change nothing. The fourth, `dots`, would double each underscore;
/// who asks for that is told that the names are as `underscores` leaves them.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/escaping_schemes/>
enum EscapingScheme: String, Sendable, CaseIterable {
    case allowUTF8 = "allow-utf-8"
    case underscores
    case values

    /// The scheme of an answer.
    ///
    /// - Returns: nil for a name that there is not; the answer then says nothing.
    init?(requested name: String) {
        self.init(rawValue: name == "dots" ? "underscores" : name)
    }
}
