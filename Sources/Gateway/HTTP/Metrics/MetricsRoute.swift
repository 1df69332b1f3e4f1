import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import PrometheusExporter

/// `GET /metrics`: the exposition, for scrapers and for people with curl.
struct MetricsRoute: Sendable {
    let scrapes: ScrapeHandler
    let access: MetricsAccess
    let bearer: BearerAccess

    func add(to router: some RouterMethods<GatewayContext>) {
        router.read("metrics") { request, context in try await scrape(request, context) }
    }

    private func scrape(_ request: Request, _ context: GatewayContext) async throws -> Response {
        if !access.isOpen(host: request.head.authority) {
            _ = try await bearer.principal(request, scopes: .metrics)
        }
        let answer = await scrapes.scrape(Self.scrapeRequest(request))
        var headers = HTTPFields()
        headers[.contentType] = answer.contentType
        headers[.contentEncoding] = answer.contentEncoding
        headers[.vary] = answer.vary
        let body = Self.body(answer.body, deadline: deadline(of: answer, context.channel))
        return Response(status: .init(code: answer.status), headers: headers, body: body)
    }

    /// An answer has one of the few places for scrapes until it is written: whoever takes it byte by byte is cut off.
    ///
    /// From now on, since the answer before on the same connection may be what is not read.
    private func deadline(of answer: ScrapeResponse, _ channel: any Channel) -> AnswerDeadline {
        AnswerDeadline(on: channel.eventLoop, in: .nanoseconds(answer.readingTime)) { [scrapes] in
            guard channel.isActive else { return }
            scrapes.countUnread()
            channel.close(promise: nil)
        }
    }

    /// Writes the answer in chunks, so that one that is large is not held twice.
    private static func body(_ bytes: ScrapeBody, deadline: AnswerDeadline) -> ResponseBody {
        ResponseBody(contentLength: bytes.count) { writer in
            var offset = 0
            while let chunk = bytes.withChunk(at: offset, { ByteBuffer(bytes: $0) }) {
                offset += chunk.readableBytes
                try await writer.write(chunk)
            }
            try await writer.finish(nil)
            withExtendedLifetime(deadline) {}
        }
    }

    private static func scrapeRequest(_ request: Request) -> ScrapeRequest {
        let target = RequestTarget(request.uri.string)
        // What cannot be decoded is neither a name nor a format, and is refused as such.
        let names = target.values("name[]").map { $0 ?? "\u{FFFD}" }
        let format = target.values("format").first.map { $0 ?? "\u{FFFD}" }
        return ScrapeRequest(
            accept: list(.accept, request), acceptEncoding: list(.acceptEncoding, request), names: names, format: format,
            timeout: timeoutField.flatMap { request.headers[$0] })
    }

    private static let timeoutField = HTTPField.Name("X-Prometheus-Scrape-Timeout-Seconds")

    /// A field that may come several times, as one list.
    private static func list(_ name: HTTPField.Name, _ request: Request) -> String? {
        let values = request.headers[values: name]
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
