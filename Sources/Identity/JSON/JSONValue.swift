/// One JSON value (RFC 8259).
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// The digits as they were written: an id in a token may be larger than any number type holds exactly.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The string, or nil when it is something else.
    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The strings of an array of strings, or nil when it is something else.
    var strings: [String]? {
        guard case .array(let values) = self else { return nil }
        let texts = values.compactMap(\.string)
        return texts.count == values.count ? texts : nil
    }
}
