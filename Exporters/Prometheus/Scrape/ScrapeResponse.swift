/// The answer to a scrape, to be sent as an HTTP response; to `HEAD` without the body.
public struct ScrapeResponse: Sendable {
    /// 200, 400 for a request that makes no sense, 503 if too much is going on or it took too long.
    public let status: Int

    /// The header `Content-Type`.
    public let contentType: String

    /// The header `Content-Encoding`; nil if the body is not compressed.
    public let contentEncoding: String?

    /// The header `Vary`: what the answer depends on; nil for a refusal.
    public let vary: String?

    /// The body. Its `count` is the header `Content-Length`.
    public internal(set) var body: ScrapeBody

    /// Bytes of the body before compression.
    let renderedSize: Int

    /// How long the scraper may take to read the answer, in nanoseconds: as long as it waits for one, but 30 s at least and
    /// 120 s at most. Whoever sends the answer ends the connection then and calls ``ScrapeHandler/countUnread()``.
    public let readingTime: Int64

    init(plan: ScrapePlan, isCompressed: Bool, body: ScrapeBody, renderedSize: Int) {
        let format = plan.format
        readingTime = plan.readingTime
        status = 200
        contentType = format.contentType
        contentEncoding = isCompressed ? "gzip" : nil
        vary = "Accept, Accept-Encoding"
        self.body = body
        self.renderedSize = renderedSize
    }

    /// A refusal in one line of plain text.
    init(_ refusal: ScrapeRefusal) {
        readingTime = ScrapePatience(header: nil).reading
        status = refusal.status
        contentType = "text/plain; charset=utf-8"
        contentEncoding = nil
        vary = nil
        let line = refusal.reason + "\n"
        var buffer = ExpositionBuffer(.allocate(line.utf8.count))
        buffer.append(line)
        renderedSize = line.utf8.count
        body = ScrapeBody(RenderedBytes(buffer, pool: nil))
    }
}
