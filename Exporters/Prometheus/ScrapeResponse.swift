/// The answer to a scrape, to be sent as an HTTP response.
public struct ScrapeResponse: Sendable, Hashable {
    /// 200, 400 for a format that there is not, 503 if too much is going on.
    public var status: Int

    /// The header `Content-Type`.
    public var contentType: String

    public var body: [UInt8]

    /// The header `Content-Encoding`; nil if the body is not compressed.
    public var contentEncoding: String?

    public init(status: Int, contentType: String, body: [UInt8], contentEncoding: String? = nil) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.contentEncoding = contentEncoding
    }

    /// A refusal in one line of plain text.
    static func refusal(_ status: Int, _ reason: String) -> ScrapeResponse {
        ScrapeResponse(status: status, contentType: "text/plain; charset=utf-8", body: Array("\(reason)\n".utf8))
    }
}
