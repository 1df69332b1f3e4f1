/// Writes one JSON object (RFC 8259), fields in the order they are given.
struct JSONObject {
    private var body = ""

    /// The finished object.
    var text: String { "{" + body + "}" }

    mutating func add(_ name: String, _ value: some BinaryInteger) { raw(name, String(value)) }
    mutating func add(_ name: String, _ value: Bool) { raw(name, value ? "true" : "false") }
    mutating func add(_ name: String, _ value: Double, digits: Int = 3) { raw(name, NumberText.fixed(value, digits)) }
    mutating func add(_ name: String, _ value: String) { raw(name, Self.quoted(value)) }
    mutating func add(_ name: String, _ value: JSONObject) { raw(name, value.text) }

    mutating func add(_ name: String, _ values: [JSONObject]) {
        raw(name, "[" + values.map(\.text).joined(separator: ",") + "]")
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private mutating func raw(_ name: String, _ value: String) {
        body += (body.isEmpty ? "" : ",") + Self.quoted(name) + ":" + value
    }
}
