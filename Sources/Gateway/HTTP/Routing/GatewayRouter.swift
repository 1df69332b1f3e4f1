import Agents
import Chat
import HTTPTypes
import Hummingbird
import NIOCore
import PrometheusExporter
import Wire

/// Builds the HTTP side: metrics, probes, the REST API, and the answers to requests for sockets that stayed HTTP.
public struct GatewayRouter: Sendable {
    let service: ChatService
    let uploads: UploadService?
    let agents: AgentService?
    let authenticator: Authenticator
    let entrance: SocketEntrance
    let scrapes: ScrapeHandler
    let metricsAccess: MetricsAccess
    let readiness: Readiness
    let operations: Operations
    let server: ServerInfo
    let messageBytes: Int

    /// - Parameters:
    ///   - uploads: nil where there are none.
    ///   - agents: nil where there are none.
    ///   - messageBytes: the most bytes of a message that is posted, its JSON included. Default 64 KiB.
    public init(
        service: ChatService, uploads: UploadService? = nil, agents: AgentService? = nil, authenticator: Authenticator,
        entrance: SocketEntrance, scrapes: ScrapeHandler, metricsAccess: MetricsAccess, readiness: Readiness, operations: Operations,
        server: ServerInfo, messageBytes: Int = 64 << 10
    ) {
        self.service = service
        self.uploads = uploads
        self.agents = agents
        self.authenticator = authenticator
        self.entrance = entrance
        self.scrapes = scrapes
        self.metricsAccess = metricsAccess
        self.readiness = readiness
        self.operations = operations
        self.server = server
        self.messageBytes = messageBytes
    }

    /// What the main port answers.
    ///
    /// - Parameter showsMetrics: false where the metrics have a port of their own.
    public func responder(showsMetrics: Bool = true) -> RouterResponder<GatewayContext> {
        router(showsMetrics: showsMetrics).buildResponder()
    }

    func router(showsMetrics: Bool) -> ListedRouter {
        let router = makeRouter()
        if showsMetrics { addMetrics(to: router) }
        let index = GatewayIndex(server: server, hasAgents: agents != nil, showsMetrics: showsMetrics).bytes
        router.read { _, _ in JSONBody.response(index) }
        let access = BearerAccess(authenticator: authenticator, rates: entrance.chatRates)
        ConversationRoutes(service: service, access: access).add(to: router)
        ParticipantRoutes(service: service, access: access).add(to: router)
        MessageRoutes(service: service, access: access, messageBytes: messageBytes).add(to: router)
        if let uploads { UploadRoutes(uploads: uploads, access: access).add(to: router) }
        if let agents { addAgents(agents, access, to: router) }
        OpenAPIRoute.add(to: router, version: server.version)
        addSocketAnswers(to: router)
        return router
    }

    /// What the metrics' own port answers: the exposition and the probes, and nothing that a client of the server may do.
    public func metricsResponder() -> RouterResponder<GatewayContext> {
        let router = makeRouter()
        addMetrics(to: router)
        return router.buildResponder()
    }

    /// Counting goes around everything else, so that every answer is counted as the client gets it.
    private func makeRouter() -> ListedRouter {
        let router = ListedRouter()
        // Methods are labels here; the parser of NIOHTTP1 takes those of its list and refuses what a client makes up.
        router.add(middleware: MetricsMiddleware())
        let handshakes = Endpoint.allCases.map { ($0, operations.endpoint($0.rawValue)) }
        router.add(
            middleware: OperationsMiddleware(
                operations: operations.endpoint("http"), handshakes: Dictionary(uniqueKeysWithValues: handshakes)))
        addProbes(to: router)
        return router
    }

    private func addAgents(_ agents: AgentService, _ access: BearerAccess, to router: ListedRouter) {
        AgentRoutes(service: agents, access: access).add(to: router)
        ExecutionRoutes(service: agents, access: access).add(to: router)
        WorkerRoutes(service: agents, access: access).add(to: router)
    }

    private func addMetrics(to router: ListedRouter) {
        MetricsRoute(scrapes: scrapes, access: metricsAccess, bearer: BearerAccess(authenticator: authenticator)).add(to: router)
    }

    private func addProbes(to router: ListedRouter) {
        router.read("healthz") { _, _ in JSONBody.response(Array(#"{"status":"ok"}"#.utf8)) }
        router.read("readyz") { [readiness] _, _ in
            let report = readiness.report()
            return JSONBody.response(report.body, status: report.isReady ? .ok : .serviceUnavailable)
        }
    }

    private func addSocketAnswers(to router: ListedRouter) {
        for method in [HTTPRequest.Method.get, .head, .post, .put, .delete, .patch] {
            router.unlisted("ws/**", method: method) { [entrance] request, _ in
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
