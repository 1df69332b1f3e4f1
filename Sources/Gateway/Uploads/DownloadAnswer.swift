import Chat
import HTTPTypes
import Hummingbird

/// What a request for an upload's content is answered with. A value: no file is touched for it.
struct DownloadAnswer {
    let status: HTTPResponse.Status
    let fields: HTTPFields
    /// What of the content is sent; nil for none.
    let range: ByteRange?

    /// - Parameter asked: the request's fields.
    init(_ record: UploadRecord, _ asked: HTTPFields) {
        let tag = "\"\(record.sha256)\""
        let whole = ByteRange(first: 0, last: record.size - 1)
        var fields = Self.fields(record, tag)
        guard !Self.matches(asked[values: .ifNoneMatch], tag) else {
            self.init(.notModified, fields, nil)
            return
        }
        // A range of a content that the client has another state of would not fit to what it has.
        let isCurrent = asked[.ifRange].map { $0 == tag } ?? true
        switch ByteRange.selection(isCurrent ? asked[.range] : nil, size: record.size) {
        case .whole:
            fields[.contentLength] = String(record.size)
            self.init(.ok, fields, whole)
        case .part(let range):
            fields[.contentRange] = "bytes \(range.first)-\(range.last)/\(record.size)"
            fields[.contentLength] = String(range.count)
            self.init(.partialContent, fields, range)
        case .unsatisfiable:
            self.init(.rangeNotSatisfiable, [.contentRange: "bytes */\(record.size)"], nil)
        }
    }

    private init(_ status: HTTPResponse.Status, _ fields: HTTPFields, _ range: ByteRange?) {
        self.status = status
        self.fields = fields
        self.range = range
    }

    /// The answer without a body, which then has the length that it would have had.
    var withoutBody: Response {
        var response = Response(status: status, headers: fields)
        response.headers[.contentLength] = fields[.contentLength]
        return response
    }

    /// Whether the client has it already (RFC 9110, section 13.1.2).
    private static func matches(_ values: [String], _ tag: String) -> Bool {
        values.flatMap { $0.split(separator: ",") }.contains { value in
            let value = value.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            return value == "*" || (value.hasPrefix("W/") ? value.dropFirst(2) : value) == tag
        }
    }

    /// What people upload must not run with the rights of this server's pages: it keeps the type that was found, is saved rather than
    /// shown unless it is a picture, sound or video, and whatever a browser makes a page of has no rights and loads nothing.
    /// A text is in UTF-8, unless its type names another character set.
    /// An address with a token in it is not passed on, and a copy is asked about each time, since what is deleted is gone.
    private static func fields(_ record: UploadRecord, _ tag: String) -> HTTPFields {
        var fields: HTTPFields = [
            .contentType: record.contentType == "text/plain" ? "text/plain; charset=utf-8" : record.contentType,
            .contentDisposition: ContentDisposition.field(isInline: isShown(record.contentType), fileName: record.fileName),
            .eTag: tag,
            .acceptRanges: "bytes",
            .cacheControl: "private, no-cache",
            .contentSecurityPolicy: "sandbox; default-src 'none'",
            .xContentTypeOptions: "nosniff",
        ]
        if let name = referrerPolicy { fields[name] = "no-referrer" }
        return fields
    }

    private static let referrerPolicy = HTTPField.Name("Referrer-Policy")

    /// SVG is a document that can hold scripts.
    private static func isShown(_ type: String) -> Bool {
        ["image/", "audio/", "video/"].contains(where: type.hasPrefix) && type != "image/svg+xml"
    }
}
