import Chat
import HTTPTypes
import Hummingbird
import NIOCore
import PrometheusExporter
import Wire

/// Builds the HTTP side: metrics, probes, the REST API, and the answers to requests for sockets that stayed HTTP.
public struct GatewayRouter: Sendable {
    let service: ChatService
    let authenticator: Authenticator
    let entrance: SocketEntrance
    let scrapes: ScrapeHandler
    let metricsAccess: MetricsAccess
    let readiness: Readiness
    let operations: Operations
    let server: ServerInfo

    public init(
        service: ChatService, authenticator: Authenticator, entrance: SocketEntrance, scrapes: ScrapeHandler,
        metricsAccess: MetricsAccess, readiness: Readiness, operations: Operations, server: ServerInfo
    ) {
        self.service = service
        self.authenticator = authenticator
        self.entrance = entrance
        self.scrapes = scrapes
        self.metricsAccess = metricsAccess
        self.readiness = readiness
        self.operations = operations
        self.server = server
    }

    /// What the main port answers.
    ///
    /// - Parameter showsMetrics: false where the metrics have a port of their own.
    public func responder(showsMetrics: Bool = true) -> RouterResponder<GatewayContext> {
        let router = makeRouter()
        if showsMetrics { addMetrics(to: router) }
        router.read { [server] _, _ in JSONBody.response(Self.index(server, showsMetrics: showsMetrics)) }
        ConversationRoutes(service: service, access: BearerAccess(authenticator: authenticator)).add(to: router)
        addSocketAnswers(to: router)
        return router.buildResponder()
    }

    /// What the metrics' own port answers: the exposition and the probes, and nothing that a client of the server may do.
    public func metricsResponder() -> RouterResponder<GatewayContext> {
        let router = makeRouter()
        addMetrics(to: router)
        return router.buildResponder()
    }

    /// Counting goes around everything else, so that every answer is counted as the client gets it.
    private func makeRouter() -> Router<GatewayContext> {
        let router = Router(context: GatewayContext.self)
        // Methods are labels here; the parser of NIOHTTP1 takes those of its list and refuses what a client makes up.
        router.add(middleware: MetricsMiddleware())
        let handshakes = [Endpoint.chat, .dashboard].map { ($0, operations.endpoint($0.rawValue)) }
        router.add(
            middleware: OperationsMiddleware(
                operations: operations.endpoint("http"), handshakes: Dictionary(uniqueKeysWithValues: handshakes)))
        addProbes(to: router)
        return router
    }

    private func addMetrics(to router: Router<GatewayContext>) {
        MetricsRoute(scrapes: scrapes, access: metricsAccess, bearer: BearerAccess(authenticator: authenticator)).add(to: router)
    }

    private func addProbes(to router: Router<GatewayContext>) {
        router.read("healthz") { _, _ in JSONBody.response(Array(#"{"status":"ok"}"#.utf8)) }
        router.read("readyz") { [readiness] _, _ in
            let report = readiness.report()
            return JSONBody.response(report.body, status: report.isReady ? .ok : .serviceUnavailable)
        }
    }

    /// `/`: what is where, for whoever opens the server's address.
    private static func index(_ server: ServerInfo, showsMetrics: Bool) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("server")
        server.encode(into: &writer)
        writer.name("paths")
        writer.beginArray()
        let sockets = ["/ws/chat/<conversation_id>/?token=", "/ws/dashboard/?token="]
        for path in sockets + (showsMetrics ? ["/metrics"] : []) + ["/healthz", "/readyz", "/api/conversations"] {
            writer.value(path)
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    private func addSocketAnswers(to router: Router<GatewayContext>) {
        for method in [HTTPRequest.Method.get, .head, .post, .put, .delete, .patch] {
            router.on("ws/**", method: method) { [entrance] request, _ -> Response in
                let refusal = entrance.answer(method: method.rawValue, uri: request.uri.string) { name in
                    name == "host"
                        ? request.head.authority.map { [$0] } ?? [] : HTTPField.Name(name).map { request.headers[values: $0] } ?? []
                }
                throw refusal as (any Error)? ?? HTTPRefusal(.notFound, .notFound, "no socket has this path")
            }
        }
    }
}

extension RefusalAnswer {
    /// The answer as Hummingbird sends it.
    var response: Response {
        var headers = HTTPFields()
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return ErrorBody.response(.init(code: status), code: code.rawValue, message: message, fields: headers)
    }
}
