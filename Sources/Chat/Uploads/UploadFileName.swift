/// The name of an uploaded file: what people see and what a download is saved as, never a path on the server.
struct UploadFileName: Equatable {
    /// The longest name, in bytes of UTF-8: what file systems take (NAME_MAX).
    static let maximumBytes = 255

    /// The name, as the client gave it.
    let text: String

    /// - Throws: ``UploadError`` `bad_frame` for what is no name of a file, or would show as another than it is.
    init(_ text: String) throws(UploadError) {
        guard !text.isEmpty, text.utf8.count <= Self.maximumBytes else {
            throw .malformed("the file's name must have 1 to \(Self.maximumBytes) bytes")
        }
        guard text != ".", text != "..", text.unicodeScalars.allSatisfy(Self.isAllowed) else {
            throw .malformed("the file's name must be a name without a path, control characters and marks of direction")
        }
        self.text = text
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "/", "\\": return false
        // They turn the text around, so that "exe" can be made to look like "txt" (Unicode Technical Report 36, section 2.10.2).
        case "\u{200E}", "\u{200F}", "\u{061C}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: return false
        default: return true
        }
    }
}
