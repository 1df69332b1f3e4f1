import Agents
import Chat
import Telemetry
import Testing
import Wire

@testable import Gateway

@Suite("Counted operations")
struct OperationsTests {
    private let registry = Registry()

    private func total(_ operation: String, _ outcome: String) -> Double? {
        registry.snapshot().family("telltale_operations_total")?.number("chat", operation, outcome)
    }

    @Test("of the chat socket exist with all outcomes from the start, answers among them")
    func exist() {
        let operations = Operations(registry: registry)
        _ = operations.endpoint("chat", operations: ["edit"])
        for operation in ["answer", "edit"] {
            for outcome in ["ok", "client_error", "server_error"] { #expect(total(operation, outcome) == 0, "\(operation) \(outcome)") }
        }
    }

    @Test("an answer counts as what it ended with, and its error too")
    func answers() {
        let observer: any AnswerObserver = Operations(registry: registry)
        observer.answerEnded(error: nil, nanoseconds: 5, messageID: "m1")
        observer.answerEnded(error: .modelError, nanoseconds: 5, messageID: "m2")
        observer.answerEnded(error: .interrupted, nanoseconds: 5, messageID: "m3")
        #expect(total("answer", "ok") == 1)
        #expect(total("answer", "server_error") == 2)
        #expect(total("answer", "client_error") == 0)
        let errors = registry.snapshot().family("telltale_errors_total")
        #expect(errors?.number("chat", "model_error") == 1)
        #expect(errors?.number("chat", "interrupted") == 1)
    }

    @Test("an execution counts as what it ended with, from the start with all outcomes")
    func executions() {
        let observer: any ExecutionObserver = Operations(registry: registry)
        func total(_ outcome: String) -> Double? {
            registry.snapshot().family("telltale_operations_total")?.number("agents", "execution", outcome)
        }
        #expect(total("server_error") == 0)
        for (status, code) in [
            (ExecutionStatus.completed, nil), (.failed, .interrupted), (.failed, .tooLarge), (.cancelled, nil),
        ] as [(ExecutionStatus, ErrorCode?)] {
            var execution = Execution(id: "e", agent: "a", userID: "u", platform: "p", input: "null", createdAtMilliseconds: 0)
            execution.status = status
            execution.error = code.map { ExecutionFailure(code: $0, message: "") }
            observer.ended(execution, nanoseconds: 5)
        }
        #expect([total("ok"), total("client_error"), total("server_error")] == [1, 2, 1])
        #expect(registry.snapshot().family("telltale_errors_total")?.number("agents", "interrupted") == 1)
    }

    @Test("executions of minutes and hours are told apart by the classic buckets, too")
    func longExecutions() throws {
        let observer: any ExecutionObserver = Operations(registry: registry)
        let execution = Execution(id: "e", agent: "a", userID: "u", platform: "p", input: "null", createdAtMilliseconds: 0)
        for seconds in [60, 300, 900, 3 * 3_600, 6 * 3_600] as [Int64] { observer.ended(execution, nanoseconds: seconds * 1_000_000_000) }
        let family = try #require(registry.snapshot().family("telltale_operation_duration_seconds"))
        guard case .histogram(let histogram) = try #require(family.series.first { $0.labelValues == ["agents", "execution"] }).value else {
            Issue.record("no histogram")
            return
        }
        #expect(histogram.classicBuckets([64, 256, 512, 1_024, 4_096, 16_384]) == [1, 1, 2, 3, 3, 4])
        #expect(family.layout?.classicBounds.suffix(7) == [64, 128, 256, 512, 1_024, 4_096, 16_384])
        #expect(histogram.count == 5)
    }

    @Test("what executions wait and take has buckets for hours")
    func longWaits() throws {
        let snapshot = try RouterFixture().registry.snapshot()
        for name in ["telltale_agent_execution_duration_seconds", "telltale_agent_queue_seconds"] {
            #expect(snapshot.family(name)?.layout == .longDurations, "\(name)")
        }
    }
}
