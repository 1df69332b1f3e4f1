/// The media type of a content, found in its first bytes and never in its name.
///
/// Source: the tables of the WHATWG's MIME Sniffing Standard, <https://mimesniff.spec.whatwg.org/>, sections 6 and 7.1, and the
/// signatures that the formats' own specifications give for what browsers do not know.
struct ContentType: Equatable {
    /// How many of the first bytes decide.
    static let headerBytes = 4096

    /// The name, in lower case, without parameters.
    let name: String
    /// The character set, unless it is UTF-8 or it is no text.
    let charset: String?
    /// Whether a browser or a system may run it.
    let isActive: Bool

    /// With its parameter: what is stored and told.
    var field: String { charset.map { "\(name); charset=\($0)" } ?? name }

    init(_ name: String, charset: String? = nil, isActive: Bool = false) {
        self.name = name
        self.charset = charset
        self.isActive = isActive
    }

    /// Looks at the first bytes of a content.
    ///
    /// - Parameters:
    ///   - header: the first ``headerBytes``, or all when there are fewer.
    ///   - isCut: whether more follow, so that the last character may be torn.
    init(of header: [UInt8], isCut: Bool) {
        if let type = MarkupSignatures.type(of: header) {
            self = type
        } else if let type = ByteSignatures.type(of: header) ?? MediaSignatures.type(of: header) {
            self = type
        } else if let encoding = TextDetection.encoding(of: header, isCut: isCut) {
            self.init("text/plain", charset: encoding == .utf16 ? "utf-16" : nil)
        } else if header.starts(with: Array("MZ".utf8)) {
            // Two letters that a text may begin with, too: only what is no text is a program.
            self.init("application/vnd.microsoft.portable-executable", isActive: true)
        } else {
            self.init("application/octet-stream")
        }
    }
}
