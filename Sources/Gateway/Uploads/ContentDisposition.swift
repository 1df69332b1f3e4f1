/// How a content is to be shown and what its file is called (RFC 6266; in forms RFC 7578, section 4.2).
struct ContentDisposition: Equatable {
    /// `attachment`, `inline` or `form-data`.
    let kind: String
    let fileName: String?

    /// - Returns: nil when the field is broken.
    init?(_ field: String) {
        guard let parameters = HeaderParameters(field) else { return nil }
        kind = parameters.value
        if let extended = parameters["filename*"] {
            guard let name = Self.decode(extended) else { return nil }
            fileName = name
        } else {
            let isForm = kind == "form-data"
            fileName = parameters["filename"].map { isForm ? Self.unescape($0) : $0 }
        }
    }

    /// The field for an answer. The plain name is for clients that do not know the other, which alone can hold every character.
    static func field(isInline: Bool, fileName: String) -> String {
        let plain = String(fileName.unicodeScalars.map { isPlain($0) ? Character($0) : "_" })
        let field = "\(isInline ? "inline" : "attachment"); filename=\"\(plain)\""
        return plain == fileName ? field : field + "; filename*=UTF-8''" + encode(fileName)
    }

    /// A value with its character set: `UTF-8''na%C3%AFve.txt` (RFC 8187, section 3.2).
    private static func decode(_ text: String) -> String? {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return PercentEncoding.decode(parts[2], isForm: false)
    }

    /// What browsers escape in the names of a form (HTML, section "Multipart form data").
    private static func unescape(_ name: String) -> String {
        name.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }

    private static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if isAttributeCharacter(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }

    /// What needs no escape, neither in quotes nor where a client resolves percent signs there (RFC 6266, appendix D).
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar.value < 0x7F && scalar != "\"" && scalar != "\\" && scalar != "%"
    }

    private static func isAttributeCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$&+-.^_`|~".utf8.contains(byte)
        }
    }
}
