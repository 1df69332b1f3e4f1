import Agents
import Hummingbird
import Identity
import Logging
import Synchronization
import Telemetry
import Testing
import Wire

@testable import Gateway

@Suite("A request over a connection")
struct RequestBodyTests {
    private static func serve(_ body: (RouterServer) async throws -> Void) async throws {
        let server = try await RouterServer()
        do {
            try await body(server)
        } catch {
            try await server.stop()
            throw error
        }
        try await server.stop()
    }

    @Test("that announces a body larger than any is answered before the body comes")
    func announced() async throws {
        try await Self.serve { server in
            let head = try server.head("POST", "/api/conversations", scopes: .chat, length: 99_999_999_999)
            let answer = try await RouterServer.waiting { [port = server.port] in
                let client = try RawClient(port: port)
                client.send(head)
                return try client.readAnswer()
            }
            #expect(answer.head.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.body == HTTPAnswer.error("too_large", "the body must have at most 262144 bytes"))
        }
    }

    @Test("that waits with its body is told to send it")
    func expected() async throws {
        try await Self.serve { server in
            let head = try server.head("POST", "/api/conversations", scopes: .chat, length: 2)
                .replacing("Content-Type", with: "Expect: 100-continue\r\nContent-Type")
            try await RouterServer.waiting { [port = server.port] in
                let client = try RawClient(port: port)
                client.send(head)
                #expect(try client.readHead() == "HTTP/1.1 100 Continue")
                client.send("{}")
                #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 201 "))
            }
        }
    }

    @Test("that waits for an execution is over when its worker goes", arguments: [false, true])
    func workerGone(byReset: Bool) async throws {
        try await Self.serve { server in
            let body = #"{"worker":"w1","wait_ms":30000}"#
            let head = try server.head("POST", "/api/agents/claims", scopes: .agentsWrite, length: body.utf8.count)
            let fixture = server.fixture
            func waiting() -> Double? { fixture.registry.snapshot().family("telltale_agent_claims_waiting")?.number() }
            let client = try RawClient(port: server.port)
            client.send(head + body)
            while waiting() != 1 { await Task.yield() }
            client.leave(byReset: byReset)
            while waiting() != 0 { await Task.yield() }
            let id = try await fixture.agents.ask()
            #expect(try await fixture.agents.execution(id, by: AgentService.ada).status == .pending)
        }
    }

    @Test("that answers a worker leaves its connection to the next request")
    func keepsAlive() async throws {
        try await Self.serve { server in
            let id = try await server.fixture.agents.ask()
            let body = #"{"worker":"w1","wait_ms":30000}"#
            let head = try server.head("POST", "/api/agents/claims", scopes: .agentsWrite, length: body.utf8.count)
            let next = try server.head("GET", "/api/agents", scopes: .agents, length: 0)
            try await RouterServer.waiting { [port = server.port] in
                let client = try RawClient(port: port)
                client.send(head + body)
                #expect(try client.readAnswer().body.hasPrefix(#"{"execution":{"id":"\#(id)","#))
                client.send(next)
                #expect(try client.readAnswer().head.hasPrefix("HTTP/1.1 200 "))
            }
        }
    }

    @Test("that nobody waits for any more is no error in the log, and one that fails is")
    func cancelled() async throws {
        struct Fault: Error {}
        let entries = Entries()
        let logger = Logger(label: "test") { _ in entries }
        let responder = CallbackResponder<GatewayContext> { request, _ in
            if request.uri.path == "/fault" { throw Fault() }
            throw CancellationError()
        }
        let server = try await RouterServer(try RouterFixture(), responder, logger: logger)
        let heads = try ["/cancelled", "/fault"].map { try server.head("GET", $0, scopes: .chat, length: 0) }
        try await RouterServer.waiting { [port = server.port] in
            let gone = try RawClient(port: port)
            gone.send(heads[0])
            #expect(throws: RawClient.Failure.self) { try gone.readHead() }
            let failed = try RawClient(port: port)
            failed.send(heads[1])
            #expect(try failed.readHead().hasPrefix("HTTP/1.1 500 "))
        }
        try await server.stop()
        #expect(entries.errors == 1)
    }

    /// Counts entries of failures.
    private final class Entries: LogHandler, Sendable {
        private let count = Mutex(0)

        var errors: Int { count.withLock { $0 } }

        func log(event: LogEvent) {
            if event.level >= .error { count.withLock { $0 += 1 } }
        }

        var metadata: Logger.Metadata {
            get { [:] }
            set { _ = newValue }
        }

        var logLevel: Logger.Level {
            get { .trace }
            set { _ = newValue }
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set { _ = newValue }
        }
    }
}
