import Agents
import Chat
import ChatTestSupport
import HTTPTypes
import Identity
import Sockets
import Telemetry
import Testing
import Wire

@testable import Gateway

@Suite("How much a user may change over HTTP")
struct WriteRateTests {
    private let fixture: RouterFixture
    private let rate = FrameRate(perSecond: 0, burst: 0, maximumRefusals: 0, userPerSecond: 1, userBurst: 3)

    init() async throws {
        fixture = try RouterFixture(chatRate: rate)
    }

    /// Takes all that the user has for the next hour, as frames of their sockets would.
    private func exhaust(_ user: String) throws {
        let users = try #require(rate.users)
        for _ in 1...3 { #expect(users.take(user, at: MonotonicTime.nanoseconds() + 3_600_000_000_000) == nil) }
    }

    private func make(_ id: String, user: String, scopes: Scopes = .chat) async throws -> Int {
        try await fixture.ask(.post, "/api/conversations", user: user, scopes: scopes, body: #"{"id":"\#(id)"}"#).status
    }

    @Test("over it everything that changes something is refused with 429 and Retry-After, and counted; reading is not")
    func refused() async throws {
        #expect(try await make("den", user: "ada") == 201)
        try exhaust("ada")
        let requests: [(HTTPRequest.Method, String, String)] = [
            (.post, "/api/conversations", "{}"), (.patch, "/api/conversations/den", #"{"title":"x"}"#),
            (.post, "/api/conversations/den/participants", #"{"participants":[{"id":"bob"}]}"#),
            (.delete, "/api/conversations/den/participants/ada", ""), (.post, "/api/conversations/den/uploads", "hello"),
            (.post, "/api/conversations/den/messages", #"{"content":"hello"}"#),
            (.delete, "/api/uploads/none", ""),
        ]
        for (method, path, body) in requests {
            let answer = try await fixture.ask(method, path, body: body)
            #expect(answer.status == 429, "\(method) \(path)")
            #expect(answer.headers[.retryAfter].flatMap { Int($0) } ?? 0 >= 3_600)
            #expect(answer.text.hasPrefix(#"{"error":{"code":"rate_limited","message":"too many requests","retry_after_ms":"#))
        }
        #expect(try await fixture.ask(.get, "/api/conversations/den").status == 200)
        #expect(try await fixture.store.conversation("den")?.title == "den")
        #expect(refusals == 7)
    }

    @Test("it holds for executions too, of whatever their owner asks; reading them is free")
    func executions() async throws {
        let path = "/api/agents/executions"
        let id = try await fixture.agents.ask()
        #expect(try await fixture.ask(.post, path, scopes: .agents, body: #"{"agent":"writer"}"#).status == 201)
        try exhaust("ada")
        for (method, path, body) in [
            (HTTPRequest.Method.post, path, #"{"agent":"writer"}"#), (.post, "\(path)/\(id)/cancel", ""),
            (.post, "\(path)/\(id)/retry", ""),
            (.delete, "\(path)/\(id)", ""),
        ] {
            let answer = try await fixture.ask(method, path, scopes: .agents, body: body)
            #expect(answer.status == 429, "\(method) \(path)")
            #expect(answer.headers[.retryAfter].flatMap { Int($0) } ?? 0 >= 3_600)
            #expect(answer.text.hasPrefix(#"{"error":{"code":"rate_limited","message":"too many requests","retry_after_ms":"#))
        }
        for path in ["/api/agents", path, "\(path)/\(id)", "\(path)/\(id)/events"] {
            #expect(try await fixture.ask(.get, path, scopes: .agents).status == 200, "\(path)")
        }
        #expect(try await fixture.agents.execution(id, by: AgentService.ada).status == .pending)
        #expect(try await make("den", user: "ada") == 429)
        #expect(refusals == 5)
    }

    @Test("what workers claim and report does not count")
    func workers() async throws {
        let id = try await fixture.agents.ask()
        try exhaust("w")
        let claim = try await fixture.ask(
            .post, "/api/agents/claims", user: "w", scopes: .agentsWrite, agents: ["writer"], body: #"{"worker":"w1"}"#)
        #expect(claim.status == 200 && claim.text.contains(#""lease_id":"id-2""#))
        for sequence in 1...5 {
            let event = #"{"lease_id":"id-2","events":[{"sequence":\#(sequence),"type":"output","delta":"a"}]}"#
            let report = try await fixture.ask(
                .post, "/api/agents/executions/\(id)/events", user: "w", scopes: .agentsWrite, agents: ["writer"], body: event)
            #expect(report.status == 200)
        }
        #expect(refusals == 0)
    }

    /// How many requests were refused for being too many.
    private var refusals: Double {
        let errors = fixture.registry.snapshot().family("telltale_errors_total")?.series
            .first { $0.labelValues == ["http", "rate_limited"] }
        guard case .number(let count) = errors?.value else { return 0 }
        return count
    }

    @Test("each user has their own, and who may not ask at all spends none of it")
    func others() async throws {
        for _ in 1...5 {
            #expect(try await fixture.ask(.post, "/api/conversations", user: nil, body: "{}").status == 401)
            #expect(try await make("no", user: "ada", scopes: .dashboard) == 403)
        }
        for number in 1...3 { #expect(try await make("ada-\(number)", user: "ada") == 201) }
        try exhaust("bob")
        #expect(try await make("bobs", user: "bob") == 429)
        #expect(try await make("coras", user: "cora") == 201)
    }
}
