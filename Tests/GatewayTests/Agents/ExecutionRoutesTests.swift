import Agents
import AgentsTestSupport
import ChatTestSupport
import HTTPTypes
import Identity
import Testing
import Wire

@testable import Gateway

@Suite("Executions over HTTP")
struct ExecutionRoutesTests {
    private let fixture: RouterFixture

    init() throws {
        fixture = try RouterFixture()
    }

    private static let times = #""created_at":"2023-11-14T22:13:20.000Z""#
    private static let path = "/api/agents/executions"

    private func ask(
        _ method: HTTPRequest.Method, _ path: String = "", user: String? = "ada", scopes: Scopes = .agents,
        fields: [HTTPField.Name: String] = [:], body: String = ""
    ) async throws -> HTTPAnswer {
        try await fixture.ask(method, Self.path + path, user: user, scopes: scopes, fields: fields, body: body)
    }

    @Test("one that is asked for waits, shows what it was asked as it was written, and says where it is")
    func create() async throws {
        let answer = try await ask(
            .post, body: #"{"agent":"writer","input":{"a": [1.50, "é\u00e9"]},"labels":{"team":"x","area":"y z"},"other":1}"#)
        #expect(answer.status == 201)
        #expect(answer.headers[.location] == "/api/agents/executions/id-1")
        #expect(
            answer.text
                == #"{"id":"id-1","agent":"writer","user_id":"ada","platform":"worker","status":"pending","attempt":1,"#
                + #""progress":{"percentage":0,"message":""},"input":{"a": [1.50, "é\u00e9"]},"output":null,"error":null,"#
                + #""tokens":{"input":0,"output":0,"total":0},"cost_usd":0,"labels":{"area":"y z","team":"x"},\#(Self.times)}"#)
        #expect(try await ask(.get, "/id-1").text == answer.text)
        #expect(try await ask(.post, body: #"{"agent":"idle"}"#).text.contains(#""input":null,"#))
    }

    @Test("one that is asked for again under its key is the first one, whatever else is asked")
    func idempotency() async throws {
        let key = try #require(HTTPField.Name("Idempotency-Key"))
        let first = try await ask(.post, fields: [key: "k1"], body: #"{"agent":"writer","input":1}"#)
        #expect(first.status == 201)
        for fields in [[key: "k1"], [key: #""k1""#]] {
            let again = try await ask(.post, fields: fields, body: #"{"agent":"writer","input":2}"#)
            #expect(again.status == 200)
            #expect(again.text == first.text)
            #expect(again.headers[.location] == "/api/agents/executions/id-1")
        }
        #expect(try await ask(.post, body: #"{"agent":"writer","idempotency_key":"k1"}"#).text == first.text)
        #expect(try await ask(.post, user: "bob", body: #"{"agent":"writer","idempotency_key":"k1"}"#).status == 201)
        #expect(try await ask(.post, body: #"{"agent":"writer","idempotency_key":null}"#).status == 201)
        let both = try await ask(.post, fields: [key: "k2"], body: #"{"agent":"writer","idempotency_key":"k1"}"#)
        #expect(both.text == HTTPAnswer.error("bad_frame", "Idempotency-Key and idempotency_key differ"))
        let long = try await ask(.post, fields: [key: String(repeating: "k", count: 201)], body: #"{"agent":"writer"}"#)
        #expect(long.text == HTTPAnswer.error("bad_frame", "Idempotency-Key must have 1 to 200 bytes"))
    }

    @Test("an agent that does not exist or is for operators is refused, and which there are is told")
    func agents() async throws {
        let unknown = try await ask(.post, body: #"{"agent":"nobody"}"#)
        #expect(unknown.status == 400)
        #expect(
            unknown.text
                == HTTPAnswer.error("bad_frame", "there is no agent named nobody; there are: writer, checker, idle, health-report"))
        #expect(try await ask(.post, body: #"{"agent":"health-report"}"#).status == 403)
        #expect(try await ask(.post, scopes: [.agents, .dashboard], body: #"{"agent":"health-report"}"#).status == 201)
        let list = try await fixture.ask(.get, "/api/agents", scopes: .agents)
        #expect(
            list.text.hasPrefix(
                #"{"agents":[{"name":"writer","description":"","runner":"worker","platform":"worker","operators":false},"#))
        #expect(list.text.contains(#"{"name":"health-report","description":"Reports on this server"#))
        #expect(list.text.hasSuffix(#""runner":"builtin","platform":"telltale","operators":true}]}"#))
    }

    @Test("a list is the latest made first, of what fits the filter, and goes on at its cursor")
    func list() async throws {
        for (agent, user) in [("writer", "ada"), ("idle", "ada"), ("writer", "bob"), ("writer", "ada")] {
            _ = try await ask(.post, user: user, body: #"{"agent":"\#(agent)"}"#)
            fixture.clock.advance(seconds: 1)
        }
        _ = try await ask(.post, "/id-1/cancel")
        func ids(_ query: String, scopes: Scopes = .agents) async throws -> [String] {
            let answer = try await ask(.get, query, scopes: scopes)
            #expect(answer.status == 200, "\(query)")
            return answer.text.matches(of: /\{"id":"(id-\d)"/).map { String($0.1) }
        }
        #expect(try await ids("") == ["id-4", "id-2", "id-1"])
        #expect(try await ids("", scopes: .admin) == ["id-4", "id-3", "id-2", "id-1"])
        #expect(try await ids("?user=bob", scopes: .admin) == ["id-3"])
        #expect(try await ids("?user=ada&agent=writer") == ["id-4", "id-1"])
        #expect(try await ids("?status=cancelled") == ["id-1"])
        #expect(try await ids("?platform=telltale") == ["id-2"])
        #expect(try await ids("?model=none") == [])
        #expect(try await ids("?from=2023-11-14T22:13:21Z&to=2023-11-14T22:13:23Z") == ["id-2"])
        // A plus that was sent bare.
        #expect(try await ids("?from=2023-11-15T00:13:23+02:00") == ["id-4"])
        let first = try await ask(.get, "?limit=2")
        let cursor = try #require(first.text.firstMatch(of: /"next_cursor":"([^"]+)"}$/)?.1)
        #expect(try await ids("?limit=2&cursor=\(cursor)") == ["id-1"])
        #expect(try await !ask(.get, "?limit=2&cursor=\(cursor)").text.contains("next_cursor"))
    }

    @Test(
        "a query that makes no sense is refused with what is allowed",
        arguments: [
            ("status=done", 400, "status must be one of: pending, running, completed, failed, cancelled"),
            ("from=yesterday", 400, "from must be a time as 2026-01-05T09:30:00Z (RFC 3339)"),
            ("to=2026-01-05", 400, "to must be a time as 2026-01-05T09:30:00Z (RFC 3339)"),
            ("agent=", 400, "agent must have 1 to 255 bytes and no control characters"),
            ("model=a%00", 400, "model must have 1 to 255 bytes and no control characters"),
            ("limit=0", 400, "limit must be from 1 to 100"), ("limit=101", 400, "limit must be from 1 to 100"),
            ("cursor=x", 400, "the cursor is malformed"),
            ("user=bob", 403, "only administrators list the executions of others"),
        ])
    func badQuery(query: String, status: Int, message: String) async throws {
        let answer = try await ask(.get, "?" + query)
        #expect(answer.status == status)
        #expect(answer.text == HTTPAnswer.error(status == 403 ? "forbidden" : "bad_frame", message))
    }

    @Test("its owner cancels, retries and deletes it")
    func life() async throws {
        _ = try await ask(.post, body: #"{"agent":"writer","input":1,"labels":{"a":"b"}}"#)
        #expect(try await ask(.delete, "/id-1").status == 409)
        #expect(try await ask(.post, "/id-1/retry").status == 409)
        #expect(
            try await ask(.get, "/id-1/output").text == HTTPAnswer.error("conflict", "the execution is pending: it has no output yet"))
        let cancelled = try await ask(.post, "/id-1/cancel", body: #"{"reason":"enough"}"#)
        #expect(cancelled.status == 200)
        #expect(cancelled.text.contains(#""status":"cancelled""#))
        #expect(try await ask(.post, "/id-1/cancel").text == cancelled.text)
        #expect(try await ask(.get, "/id-1/output").status == 404)
        let retried = try await ask(.post, "/id-1/retry", body: #"{"idempotency_key":"r"}"#)
        #expect(retried.status == 201)
        #expect(retried.headers[.location] == "/api/agents/executions/id-2")
        #expect(retried.text.contains(#""attempt":1,"parent":"id-1","#))
        #expect(retried.text.contains(#""input":1,"#))
        #expect(retried.text.contains(#""labels":{"a":"b"}"#))
        #expect(try await ask(.post, "/id-1/retry", body: #"{"idempotency_key":"r"}"#).status == 200)
        let deleted = try await ask(.delete, "/id-1")
        #expect(deleted.status == 204)
        #expect(deleted.text.isEmpty)
        #expect(fixture.executionSockets.dismissed == ["execution_id-1"])
        #expect(try await ask(.get, "/id-1").text == HTTPAnswer.error("not_found", "no such execution"))
    }

    @Test(
        "whose it is not may not see it or touch it",
        arguments: [
            (.get, ""), (.get, "/output"), (.get, "/events"), (.post, "/cancel"), (.post, "/retry"), (.delete, ""),
        ] as [(HTTPRequest.Method, String)])
    func foreign(method: HTTPRequest.Method, path: String) async throws {
        let id = try await fixture.agents.finished()
        #expect(
            try await ask(method, "/\(id)" + path, user: "eve").text == HTTPAnswer.error("forbidden", "it is not your execution"))
        #expect(try await ask(method, "/\(id)" + path, user: "eve", scopes: .chat).status == 403)
        #expect(try await ask(method, "/\(id)" + path, user: nil).status == 401)
        #expect(try await ask(method, "/none" + path).status == 404)
        #expect(try await ask(method, "/a%20b" + path).status == 400)
        #expect(try await ask(method, "/\(id)" + path, user: "root", scopes: .admin).status < 300)
    }

    @Test("what happened to it is read as its sockets were told, from any place on")
    func events() async throws {
        let id = try await fixture.agents.finished()
        let at = #""at":"2023-11-14T22:13:20.000Z""#
        #expect(
            try await ask(.get, "/\(id)/events?after=1&limit=3").text
                == #"{"events":[{"type":"execution_update","execution_id":"id-1","seq":2,"status":"running","#
                + #""data":{"attempt":1,"worker":"w1",\#(at)}},"#
                + #"{"type":"progress","execution_id":"id-1","seq":3,"percentage":50,"message":"half"},"#
                + #"{"type":"execution_output","execution_id":"id-1","seq":4,"index":0,"delta":"dr"}],"last_seq":5,"has_more":true}"#)
        let all = try await ask(.get, "/\(id)/events").text
        #expect(all.hasPrefix(#"{"events":[{"type":"execution_update","execution_id":"id-1","seq":1,"status":"pending","#))
        #expect(all.hasSuffix(#"}],"last_seq":5,"has_more":false}"#))
        #expect(try await ask(.get, "/\(id)/events?after=5").text == #"{"events":[],"last_seq":5,"has_more":false}"#)
    }

    @Test(
        "events are asked for with whole numbers within bounds",
        arguments: [
            ("limit=0", "limit must be from 1 to 1000"), ("limit=1001", "limit must be from 1 to 1000"),
            ("limit=x", "limit must be a whole number from 0 to 9223372036854775807"),
            ("after=-1", "after must be a whole number from 0 to 9223372036854775807"),
            ("after=1&after=2", "after may be given once"),
        ])
    func badEvents(query: String, message: String) async throws {
        let id = try await fixture.agents.ask()
        let answer = try await ask(.get, "/\(id)/events?" + query)
        #expect(answer.status == 400)
        #expect(answer.text == HTTPAnswer.error("bad_frame", message))
    }

    @Test("what came of it is a text where it is one, else JSON, unless the client prefers the other")
    func output() async throws {
        let text = try await fixture.agents.finished(#""dry \u00e9\n""#)
        let json = try await fixture.agents.finished(#"{"a": 1}"#)
        func output(_ id: String, _ query: String = "", accept: String? = nil) async throws -> String {
            let answer = try await ask(.get, "/\(id)/output" + query, fields: accept.map { [.accept: $0] } ?? [:])
            #expect(answer.status == 200)
            #expect(answer.headers[.contentLength] == String(answer.text.utf8.count))
            return (answer.headers[.contentType] ?? "") + "|" + answer.text
        }
        let (asText, asJSON) = ("text/plain; charset=utf-8|", "application/json; charset=utf-8|")
        #expect(try await output(text) == asText + "dry é\n")
        #expect(try await output(text, "?format=json") == asJSON + #""dry \u00e9\n""#)
        #expect(try await output(text, accept: "application/json") == asJSON + #""dry \u00e9\n""#)
        #expect(try await output(text, accept: "*/*") == asText + "dry é\n")
        #expect(try await output(text, "?format=text", accept: "application/json") == asText + "dry é\n")
        #expect(try await output(json) == asJSON + #"{"a": 1}"#)
        #expect(try await output(json, accept: "text/html, application/json;q=0.5, text/*;q=0.6") == asText + #"{"a": 1}"#)
        let unknown = try await ask(.get, "/\(text)/output?format=xml")
        #expect(unknown.text == HTTPAnswer.error("bad_frame", "format must be one of: text, json"))
    }

    @Test("too many that are not over are refused with when to try again")
    func full() async throws {
        fixture.executions.fail(with: .overloaded)
        let answer = try await ask(.post, body: #"{"agent":"writer"}"#)
        #expect(answer.status == 503)
        #expect(answer.headers[.retryAfter] == "1")
        #expect(answer.text.contains(#""code":"overloaded""#))
    }
}
