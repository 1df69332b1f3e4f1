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

    func add(to router: Router<GatewayContext>) {
        router.read("metrics") { request, _ in try await scrape(request) }
    }

    private func scrape(_ request: Request) async throws -> Response {
        if !access.isOpen(host: request.head.authority) {
            _ = try await bearer.principal(request, scopes: .metrics)
        }
        let answer = await scrapes.scrape(Self.scrapeRequest(request))
        var headers = HTTPFields()
        headers[.contentType] = answer.contentType
        headers[.contentEncoding] = answer.contentEncoding
        headers[.vary] = answer.vary
        return Response(status: .init(code: answer.status), headers: headers, body: Self.body(answer.body))
    }

    /// Writes the answer in chunks, so that one that is large is not held twice.
    private static func body(_ bytes: ScrapeBody) -> ResponseBody {
        ResponseBody(contentLength: bytes.count) { writer in
            var offset = 0
            while let chunk = bytes.withChunk(at: offset, { ByteBuffer(bytes: $0) }) {
                offset += chunk.readableBytes
                try await writer.write(chunk)
            }
            try await writer.finish(nil)
        }
    }

    private static func scrapeRequest(_ request: Request) -> ScrapeRequest {
        let target = RequestTarget(request.uri.string)
        return ScrapeRequest(
            accept: list(.accept, request), acceptEncoding: list(.acceptEncoding, request), names: target.parameters("name[]"),
            format: target.parameter("format"), timeout: timeoutField.flatMap { request.headers[$0] })
    }

    private static let timeoutField = HTTPField.Name("X-Prometheus-Scrape-Timeout-Seconds")

    /// A field that may come several times, as one list.
    private static func list(_ name: HTTPField.Name, _ request: Request) -> String? {
        let values = request.headers[values: name]
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
