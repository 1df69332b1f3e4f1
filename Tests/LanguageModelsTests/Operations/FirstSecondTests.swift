import LanguageModels
import Testing

@Suite("Answers about a server that has just started")
struct FirstSecondTests {
    @Test(
        "before the first second is over there are no figures",
        arguments: ["/stats", "/errors", "what happened?", "health", "connections", "throughput", "latency", "memory", "store", "answers"])
    func beforeTheFirst(question: String) async throws {
        #expect(
            try await FixedSource().answer(question)
                == "Nothing is measured yet: this server has only just started. Ask again in a second or two.")
    }

    @Test("what needs no history is answered at once")
    func withoutHistory() async throws {
        let source = FixedSource()
        #expect(try await source.answer("/rooms") == "No room is busy now.")
        #expect(try await source.answer("/agents") == "No executions on this server yet: it runs no agents.")
        #expect(try await source.answer("/alerts") == "Nothing is watched on this server.")
    }

    private static let unmeasured: FixedSource = {
        var source = FixedSource()
        source.seconds = [OperationsSecond(endMilliseconds: FixedSource.start)]
        source.rooms = nil
        return source
    }()

    @Test("what is not measured is said to be not measured")
    func stats() async throws {
        #expect(
            try await Self.unmeasured.answer("/stats") == """
                **n1, Telltale 0.1.0, up 2 h 5 min**; rates of the last 1 s (all that was measured)
                - Connections: not measured
                - Operations: not measured
                - Messages: not measured
                - Operations take: none in the last 10 s
                - Messages reach their last reader in: none in the last 10 s
                - Rooms with a socket: not measured
                - Store: no commit in the last 10 s, queue not measured
                - Machine: CPU not measured, memory not measured, file descriptors not measured, event loop lag p99 not measured
                - Alerts: none of 0
                """)
    }

    @Test("a story without figures invents none")
    func story() async throws {
        #expect(
            try await Self.unmeasured.answer("what happened?") == """
                **The last 1 s (all that was measured)**: Nothing out of the ordinary.
                - Connections: not measured
                - Opened not measured, closed 0
                - Messages: not measured
                - Operations: not measured
                """)
    }

    @Test(
        "a topic without figures is one sentence",
        arguments: [
            ("/errors", "Operations are not measured on this server."), ("connections?", "Connections are not measured on this server."),
            ("/rooms", "Rooms are not counted on this server."),
            ("answers?", "The assistant gave no answer in the last 1 s (all that was measured)."),
        ])
    func topics(question: String, answer: String) async throws {
        #expect(try await Self.unmeasured.answer(question) == answer)
    }

    @Test("a young server says how much it has measured")
    func young() async throws {
        var source = FixedSource()
        source.seconds = (1...42).map(FixedSource.ordinary)
        #expect(
            try await source.answer("/errors 5m")
                == "**No errors** in the last 42 s (all that was measured): all of 840 operations went well.")
    }

    @Test("without operations there is no error rate, and errors told unasked are shown")
    func noOperations() async throws {
        var source = FixedSource()
        source.seconds = [OperationsSecond(endMilliseconds: FixedSource.start)]
        source.seconds[0].operations = .init()
        source.seconds[0].errors = [Tally("token_expired", 2)]
        #expect(
            try await source.answer("/errors 1s") == """
                No operations in the last 1 s, so there is no error rate.
                - Errors told to clients, by code: `token_expired` 2
                """)
    }

    @Test("executions are shown where there are any")
    func executions() async throws {
        var source = FixedSource()
        source.executing = ExecutionFigures(pending: 3, running: 2, completed: 1_234, failed: 5, cancelled: 1)
        #expect(
            try await source.answer("/agents") == """
                **Executions: 2 running, 3 pending**
                - Since the start: 1,234 completed, 5 failed, 1 cancelled
                """)
    }

    @Test("what is broken is not ready, whatever the figures say")
    func broken() async throws {
        var source = FixedSource.quiet
        source.figures.problems = ["disk: nearly full"]
        #expect(
            try await source.answer("health").hasPrefix(
                "**1 thing is not as it should be**; rates of the last 1 min\n- Not ready: disk: nearly full\n"))
        #expect(try await source.answer("what happened?").contains("1 thing stands out.\n- **Not ready now**: disk: nearly full\n"))
    }

    @Test("a condition that does not yet fire says when it will")
    func pending() async throws {
        var source = FixedSource.quiet
        source.watched = [
            OperationsCondition(
                name: "StoreFailing", severity: "page", state: .pending, meaning: "failures of the store, last 1 min", value: 12, limit: 0,
                unit: .count, holdSeconds: 60, sinceMilliseconds: FixedSource.start)
        ]
        #expect(
            try await source.answer("/alerts").contains(
                "\n- **StoreFailing** (page) pending since 12:00:00 UTC, fires after 1 min: 12, limit 0 – failures of the store, last 1 min"
            ))
    }
}
