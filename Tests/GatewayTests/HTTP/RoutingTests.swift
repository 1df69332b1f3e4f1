import HTTPTypes
import Hummingbird
import Telemetry
import Testing

@testable import Gateway

@Suite("Paths and methods")
struct RoutingTests {
    private let fixture: RouterFixture

    init() throws {
        fixture = try RouterFixture()
    }

    private func operations(_ template: String, _ outcome: String = "client_error") -> Double? {
        fixture.registry.snapshot().family("telltale_operations_total")?.number("http", template, outcome)
    }

    @Test(
        "a path that is asked with another method says which it has, and counts under its template",
        arguments: [
            ("/", "/", "GET, HEAD"), ("/metrics", "/metrics", "GET, HEAD"), ("/healthz", "/healthz", "GET, HEAD"),
            ("/openapi.json", "/openapi.json", "GET, HEAD"), ("/api/conversations", "/api/conversations", "POST, GET, HEAD"),
            ("/api/conversations/secret/", "/api/conversations/{id}", "GET, HEAD, PATCH"),
            ("/api/conversations/a%2Fb/participants", "/api/conversations/{id}/participants", "POST"),
            ("/api/conversations/a/participants/b?c", "/api/conversations/{id}/participants/{user_id}", "DELETE"),
            ("/api/search", "/api/search", "GET, HEAD"), ("/api/agents", "/api/agents", "GET, HEAD"),
            ("/api/agents/claims", "/api/agents/claims", "POST"),
            ("/api/agents/executions", "/api/agents/executions", "POST, GET, HEAD"),
            ("/api/agents/executions/e1", "/api/agents/executions/{id}", "GET, HEAD, DELETE"),
            ("/api/agents/executions/e1/events", "/api/agents/executions/{id}/events", "GET, HEAD, POST"),
        ])
    func otherMethod(path: String, template: String, allow: String) async throws {
        let methods: [HTTPRequest.Method] = [.put, .options, .trace]
        for method in methods {
            let answer = try await fixture.ask(method, path, user: nil)
            #expect(answer.status == 405)
            #expect(answer.headers[.allow] == allow)
            #expect(answer.text == HTTPAnswer.error("bad_frame", "this path is asked with: \(allow)"))
        }
        #expect(operations(template) == (["/metrics", "/healthz"].contains(template) ? nil : 3))
    }

    @Test("every route says itself what else its path can be asked with")
    func wholeTable() async throws {
        for entry in fixture.router.router(showsMetrics: true).table.entries {
            let path = entry.path.description.replacing("{", with: "").replacing("}", with: "")
            let answer = try await fixture.ask(.connect, path)
            #expect(answer.status == 405)
            #expect(answer.headers[.allow] == entry.allow)
        }
    }

    @Test(
        "a path that does not exist is 404 whatever it is asked with, and no label",
        arguments: ["/api", "/nothing", "/api/conversations/a/b", "/*"])
    func unknownPath(path: String) async throws {
        let methods: [HTTPRequest.Method] = [.get, .put, .options]
        for method in methods {
            let answer = try await fixture.ask(method, path)
            #expect(answer.status == 404)
            #expect(answer.text == HTTPAnswer.error("not_found", "not found"))
        }
        #expect(operations("NotFound") == 3)
    }

    @Test("HEAD answers as GET without the body", arguments: ["/", "/healthz", "/openapi.json", "/api/conversations", "/api/search?q=a"])
    func head(path: String) async throws {
        let (get, head) = try await (fixture.ask(.get, path), fixture.ask(.head, path))
        #expect(head.status == 200)
        #expect(head.text.isEmpty)
        #expect(head.headers[.contentLength] == String(get.text.utf8.count))
        #expect(head.headers == get.headers)
    }

    @Test("scrapes and probes are no operations and no errors, however they end")
    func watching() async throws {
        for path in ["/metrics", "/metrics?format=none", "/healthz", "/healthz/", "/readyz"] {
            for user in ["ada", nil] { _ = try await fixture.ask(.get, path, user: user) }
            _ = try await fixture.ask(.put, path, user: nil)
        }
        #expect(try await fixture.ask(.get, "/", user: nil).status == 200)
        let snapshot = fixture.registry.snapshot()
        let counted = try #require(snapshot.family("telltale_operations_total")).series.map(\.labelValues).filter { $0[0] == "http" }
        #expect(Set(counted.map { $0[1] }) == ["/"])
        #expect(snapshot.family("telltale_errors_total")?.series.contains { $0.labelValues[0] == "http" } != true)
    }

    @Test("a request for a socket that stayed HTTP counts as a handshake, not here")
    func sockets() async throws {
        #expect(try await fixture.ask(.get, "/ws/chat/den/").status == 426)
        #expect(operations("/ws/**") == nil)
    }

    @Test("the index tells what is where")
    func index() async throws {
        #expect(
            try await fixture.ask(.get, "/", user: nil).text
                == #"{"server":{"name":"telltale","version":"1.2.3","node":"a"},"paths":["/ws/chat/<conversation_id>/?token=","#
                + #""/ws/agents/execution/<execution_id>/?token=","/ws/dashboard/?token=","/metrics","/healthz","/readyz","#
                + #""/openapi.json","/api/conversations","/api/search","/api/agents","/api/agents/executions"]}"#)
    }

    @Test("where the metrics have a port of their own, each port has its paths")
    func separatePorts() throws {
        let main = fixture.router.router(showsMetrics: false).table
        #expect(main.entry(for: "/metrics") == nil)
        #expect(main.entry(for: "/healthz") != nil)
    }

    @Test(
        "an answer says that its connection ends when it does, and tells HTTP/1.0 that it stays",
        arguments: [
            ("close", nil, "close"), ("close", "Upgrade", "Upgrade, close"), ("keep-alive", nil, "keep-alive"),
            ("keep-alive", "Upgrade", nil),
            ("Upgrade", nil, nil), (nil, nil, nil),
        ] as [(String?, String?, String?)])
    func connection(asked: String?, answered: String?, expected: String?) {
        #expect(HTTPAnswers<RouterResponder<GatewayContext>>.connection(asked, answered) == expected)
    }
}
