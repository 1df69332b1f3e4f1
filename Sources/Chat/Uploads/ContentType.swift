/// The media type of a content, found in its first bytes and never in its name.
///
/// Source: the tables of the WHATWG's MIME Sniffing Standard, <https://mimesniff.spec.whatwg.org/>, sections 6 and 7.1, and the
/// signatures that the formats' own specifications give for what browsers do not know.
struct ContentType: Equatable {
    /// How many of the first bytes decide.
    static let headerBytes = 4096

    /// The name, in lower case, without parameters.
    let name: String
    /// Whether a browser or a system may run it.
    let isActive: Bool

    init(_ name: String, isActive: Bool = false) {
        self.name = name
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
        } else if TextDetection.isText(header, isCut: isCut) {
            self.init("text/plain")
        } else if header.starts(with: Array("MZ".utf8)) {
            // Two letters that a text may begin with, too: only what is no text is a program.
            self.init("application/vnd.microsoft.portable-executable", isActive: true)
        } else {
            self.init("application/octet-stream")
        }
    }
}
