/// What parts a form's fields (RFC 2046, section 5.1.1).
enum FormBoundary: Equatable {
    /// It is no form.
    case none
    /// It is a form that does not say it, or says something else.
    case missing
    case text(String)

    /// The longest boundary, in characters.
    private static let maximumLength = 70

    init(contentType: String?) {
        guard let contentType, MediaType(contentType).name == "multipart/form-data" else {
            self = .none
            return
        }
        guard let text = HeaderParameters(contentType)?["boundary"], (1...Self.maximumLength).contains(text.utf8.count),
            !text.hasSuffix(" "),
            text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7F })
        else {
            self = .missing
            return
        }
        self = .text(text)
    }
}
