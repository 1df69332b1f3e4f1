import Agents
import ChatTestSupport
import HTTPTypes
import Identity
import NIOCore
import NIOEmbedded
import Sockets
import Telemetry
import Testing
import Wire

@testable import Gateway

@Suite("Workers over HTTP")
struct WorkerRoutesTests {
    private let fixture: RouterFixture

    init() throws {
        fixture = try RouterFixture()
    }

    private func claim(_ body: String = #"{"worker":"w1"}"#, agents: [String] = ["writer"], scopes: Scopes = .agentsWrite) async throws
        -> HTTPAnswer
    {
        try await fixture.ask(.post, "/api/agents/claims", user: "w", scopes: scopes, agents: agents, body: body)
    }

    private func report(_ id: String, _ body: String, agents: [String] = ["writer"]) async throws -> HTTPAnswer {
        try await fixture.ask(.post, "/api/agents/executions/\(id)/events", user: "w", scopes: .agentsWrite, agents: agents, body: body)
    }

    @Test("a worker claims an execution, reports on it and ends it")
    func whole() async throws {
        #expect(try await claim().status == 204)
        let id = try await fixture.agents.ask()
        let answer = try await claim()
        #expect(answer.status == 200)
        #expect(
            answer.text.hasPrefix(#"{"execution":{"id":"id-1","agent":"writer","user_id":"ada","platform":"worker","status":"running","#))
        #expect(
            answer.text.hasSuffix(
                #""lease_id":"id-2","lease_ms":30000,"lease_expires_at":"2023-11-14T22:13:50.000Z","next_sequence":1}"#))
        fixture.clock.advance(seconds: 1)
        let events =
            #"{"lease_id":"id-2","events":[{"sequence":1,"type":"progress","percentage":40},{"sequence":2,"type":"output","delta":"a"}]}"#
        for _ in 1...2 {
            // Sent again, it is passed over.
            #expect(
                try await report(id, events).text
                    == #"{"status":"running","accepted":2,"next_sequence":3,"lease_expires_at":"2023-11-14T22:13:51.000Z"}"#)
        }
        #expect(
            try await report(id, #"{"lease_id":"id-2","events":[]}"#).text
                == #"{"status":"running","accepted":0,"next_sequence":3,"lease_expires_at":"2023-11-14T22:13:51.000Z"}"#)
        #expect(
            try await report(id, #"{"lease_id":"id-2","events":[{"sequence":3,"type":"complete","output":7}]}"#).text
                == #"{"status":"completed","accepted":1,"next_sequence":4}"#)
        #expect(try await fixture.ask(.get, "/api/agents/executions/\(id)/output", scopes: .agents).text == "7")
    }

    @Test("a worker learns from the answer that the execution was cancelled")
    func cancelled() async throws {
        let id = try await fixture.agents.ask()
        let lease = try await fixture.agents.begin()
        _ = try await fixture.agents.cancel(id, reason: nil, by: AgentService.ada)
        let answer = try await report(id, #"{"lease_id":"\#(lease)","events":[{"sequence":1,"type":"output","delta":"a"}]}"#)
        #expect(answer.status == 200)
        #expect(answer.text.hasPrefix(#"{"status":"cancelled","#))
    }

    @Test("a lease of somebody else, and reports that are missing, are conflicts")
    func conflicts() async throws {
        let id = try await fixture.agents.ask()
        let lease = try await fixture.agents.begin()
        let stale = try await report(id, #"{"lease_id":"other","events":[]}"#)
        #expect(stale.status == 409)
        #expect(!stale.text.contains("expected_sequence"))
        let gap = try await report(id, #"{"lease_id":"\#(lease)","events":[{"sequence":5,"type":"usage"}]}"#)
        #expect(gap.status == 409)
        #expect(
            gap.text
                == #"{"error":{"code":"conflict","message":"events are missing: the next one has the sequence 1","expected_sequence":1}}"#)
    }

    @Test("a worker works for the agents that its token names, and an administrator for all")
    func access() async throws {
        let id = try await fixture.agents.ask()
        #expect(try await claim(agents: []).status == 403)
        #expect(try await claim(agents: ["checker"]).status == 204)
        #expect(try await claim(#"{"worker":"w1","agents":["checker"]}"#).status == 403)
        #expect(try await claim(#"{"worker":"w1","agents":["idle"]}"#, agents: ["idle"]).status == 400)
        #expect(try await claim(scopes: .agents).status == 403)
        let body = #"{"lease_id":"l","events":[]}"#
        #expect(try await report(id, body, agents: ["checker"]).status == 403)
        #expect(try await report("none", body).status == 404)
        #expect(try await report("a%20b", body).status == 400)
        #expect(try await claim(agents: [], scopes: .admin).status == 200)
    }

    @Test(
        "a claim is refused in words that name what is wrong",
        arguments: [
            ("", "the body must be a JSON object with worker, and with agents [name] and wait_ms if wanted"),
            ("{}", "worker, a name for who asks, is missing"),
            (#"{"worker":""}"#, "worker must have 1 to 128 bytes and no control characters"),
            (#"{"worker":"a\nb"}"#, "worker must have 1 to 128 bytes and no control characters"),
            (#"{"worker":"w","agents":"writer"}"#, "agents must be an array of 1 to 100 names"),
            (#"{"worker":"w","agents":[]}"#, "agents must be an array of 1 to 100 names"),
            (#"{"worker":"w","agents":["writer",1]}"#, "agents[1] must be 1 to 80 characters of A-Z a-z 0-9 _ - ."),
            (#"{"worker":"w","wait_ms":30001}"#, "wait_ms must be a whole number from 0 to 30000"),
            (#"{"worker":"w","wait_ms":-1}"#, "wait_ms must be a whole number from 0 to 30000"),
        ])
    func refused(body: String, message: String) async throws {
        let answer = try await claim(body)
        #expect(answer.status == 400)
        #expect(answer.text == HTTPAnswer.error("bad_frame", message))
    }

    @Test("a batch larger than four MiB is refused at once where it says so")
    func large() async throws {
        let answer = try await fixture.ask(
            .post, "/api/agents/executions/e/events", user: "w", scopes: .agentsWrite, agents: ["writer"],
            fields: [.contentLength: "4194305"])
        #expect(answer.status == 413)
        #expect(answer.text == HTTPAnswer.error("too_large", "the body must have at most 4194304 bytes"))
    }

    @Test("a claim waits for an execution, and its wait is no time that the server took")
    func waits() async throws {
        async let answer = claim(#"{"worker":"w1","wait_ms":30000}"#)
        try await waiting(1)
        let id = try await fixture.agents.ask()
        #expect(try await answer.text.hasPrefix(#"{"execution":{"id":"\#(id)","#))
        try await waiting(0)
    }

    @Test("a claim that waited in vain is answered with nothing")
    func inVain() async throws {
        async let answer = claim(#"{"worker":"w1","wait_ms":1000}"#)
        try await waiting(1)
        fixture.clock.advance(seconds: 1.5)
        fixture.agents.sweep()
        #expect(try await answer.status == 204)
    }

    @Test("a worker that goes while it waits gets nothing, and the next one gets it")
    func gone() async throws {
        async let answer = claim(#"{"worker":"w1","wait_ms":30000}"#)
        try await waiting(1)
        fixture.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(try await answer.status == 204)
        try await waiting(0)
        let id = try await fixture.agents.ask()
        #expect(try await fixture.agents.execution(id, by: AgentService.ada).status == .pending)
    }

    /// Waits until so many claims wait.
    private func waiting(_ count: Int) async throws {
        for _ in 0..<1_000_000 {
            if fixture.registry.snapshot().family("telltale_agent_claims_waiting")?.number() == Double(count) { return }
            await Task.yield()
        }
        Issue.record("never were \(count) claims waiting")
    }
}
