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
        router.get("metrics") { request, _ in try await scrape(request) }
    }

    private func scrape(_ request: Request) async throws -> Response {
        if !access.isOpen(host: request.head.authority) {
            _ = try await bearer.principal(request, scopes: .metrics)
        }
        let answer = await scrapes.scrape(Self.scrapeRequest(request))
        var headers = HTTPFields()
        headers[.contentType] = answer.contentType
        headers[.contentLength] = String(answer.body.count)
        if let encoding = answer.contentEncoding { headers[.contentEncoding] = encoding }
        return Response(
            status: .init(code: answer.status), headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    private static func scrapeRequest(_ request: Request) -> ScrapeRequest {
        let target = RequestTarget(request.uri.string)
        let encodings = request.headers[values: .acceptEncoding].joined(separator: ",").lowercased()
        let timeout = HTTPField.Name("X-Prometheus-Scrape-Timeout-Seconds").flatMap { request.headers[$0] }
        return ScrapeRequest(
            accept: request.headers[.accept], names: target.parameters("name[]"), format: target.parameter("format"),
            timeoutSeconds: timeout.flatMap(Double.init), acceptsGzip: encodings.contains("gzip"))
    }
}
