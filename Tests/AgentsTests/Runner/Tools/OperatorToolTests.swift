import Agents
import LanguageModels
import Telemetry
import Testing

@Suite("Tools that read how the server runs")
struct OperatorToolTests {
    private static let registry: Registry = {
        let registry = Registry()
        let errors = registry.counter("telltale_errors_total", help: "Errors told to clients.", labels: ["endpoint", "code"])
        errors.child("chat", "bad_frame").increment(by: 3)
        errors.child("chat", "internal").increment(by: 1)
        errors.child("agents", "internal").increment(by: 5)
        registry.gauge("telltale_rooms", help: "Rooms with a socket.", labels: ["node"]).child("n\"1").set(12)
        let times = registry.histogram("telltale_wait_seconds", help: "Time waited.", labels: ["kind"])
        for _ in 0..<4 { times.child("a").record(0.5) }
        return registry
    }()

    private func query(_ arguments: String, isOperator: Bool = true, source: ReportSource = ReportSource()) async -> String {
        let context = ToolContext(user: AgentUser(id: "anna", isOperator: isOperator))
        do throws(ToolError) {
            return try await MetricsQueryTool(registry: Self.registry, operations: source).call(arguments, context)
        } catch {
            return "Error: " + error.message
        }
    }

    @Test("a selector shows the series that it names")
    func selects() async {
        #expect(
            await query(#"{"query":"telltale_errors_total"}"#) == """
                telltale_errors_total{endpoint="chat",code="bad_frame"} 3
                telltale_errors_total{endpoint="chat",code="internal"} 1
                telltale_errors_total{endpoint="agents",code="internal"} 5
                """)
        #expect(
            await query(#"{"query":" telltale_errors_total { endpoint = \"chat\" , code!='internal', } "}"#)
                == #"telltale_errors_total{endpoint="chat",code="bad_frame"} 3"#)
        #expect(await query(#"{"query":"telltale_rooms{node=\"n\\\"1\"}"}"#) == #"telltale_rooms{node="n\"1"} 12"#)
        #expect(await query(#"{"query":"telltale_rooms{node=\"n2\"}"}"#) == "telltale_rooms has no series with these labels now.")
    }

    @Test("series are added up by labels")
    func sums() async {
        #expect(
            await query(#"{"query":"telltale_errors_total","sum_by":["code"]}"#) == """
                telltale_errors_total{code="bad_frame"} 3
                telltale_errors_total{code="internal"} 6
                """)
        #expect(await query(#"{"query":"telltale_errors_total","sum_by":[]}"#) == "telltale_errors_total 9")
        #expect(
            await query(#"{"query":"telltale_errors_total{code=\"internal\"}","sum_by":"endpoint"}"#) == """
                telltale_errors_total{endpoint="chat"} 1
                telltale_errors_total{endpoint="agents"} 5
                """)
    }

    @Test("a histogram is its count, mean and quantiles")
    func histograms() async {
        let answer = await query(#"{"query":"telltale_wait_seconds"}"#)
        #expect(
            answer == #"telltale_wait_seconds{kind="a"} count 4, mean 0.5, p50 0.478802, p90 0.495687, p99 0.499567"#)
    }

    @Test("names are found by a part of them")
    func list() async {
        #expect(
            await query(#"{"list":"ERRORS"}"#).contains("telltale_errors_total{endpoint,code} counter, 3 series: Errors told to clients."))
        #expect(await query(#"{"list":"nothing like it"}"#) == "No metric's name contains \"nothing like it\".")
    }

    @Test(
        "what cannot be answered is told with the way out",
        arguments: [
            ("{}", "exactly one of \"list\", \"query\" and \"history\" must be given"),
            (#"{"query":"a","list":"b"}"#, "exactly one of \"list\", \"query\" and \"history\" must be given"),
            (#"{"query":"no_such"}"#, "there is no metric \"no_such\"; use \"list\" to find it"),
            (#"{"query":"telltale_rooms{code=\"1\"}"}"#, "telltale_rooms has no label \"code\"; it has: node"),
            (#"{"query":"telltale_rooms","sum_by":["code"]}"#, "telltale_rooms has no label \"code\"; it has: node"),
            (
                #"{"query":"rate(telltale_rooms[5m])"}"#,
                "column 5 of the query: expected the end; functions are not supported, use \"sum_by\""
            ),
            (#"{"query":"telltale_rooms{node=~\"n.*\"}"}"#, "regular expressions are not supported; use = or !=, or \"sum_by\""),
            (#"{"query":"telltale_rooms{node=n1}"}"#, "column 21 of the query: expected a value in quotes"),
            (#"{"query":"telltale_rooms{node=\"n1\""}"#, "column 25 of the query: expected \",\" or \"}\""),
            (#"{"query":"telltale_rooms{node=\"n1"}"#, "the query ends inside a value"),
            (#"{"query":"{node=\"n1\"}"}"#, "column 1 of the query: expected a metric's name"),
            (#"{"query":"9a"}"#, "column 1 of the query: expected a metric's name"),
            (#"{"query":"telltale_rooms","seconds":5}"#, "there is no argument \"seconds\""),
            (#"{"history":"connections","seconds":0}"#, "the argument \"seconds\" must be a whole number from 1 to 3600"),
            (#"{"history":"connections","seconds":1e99}"#, "the argument \"seconds\" must be a whole number from 1 to 3600"),
            (
                #"{"history":"humidity"}"#,
                """
                there is no live figure "humidity"; there are: connections, chat_connections, agent_connections, messages_in_per_s, \
                messages_out_per_s, bytes_in_per_s, bytes_out_per_s, operations_per_s, server_errors_per_s, client_errors_per_s, \
                operation_p99_ms, delivery_p99_ms, loop_lag_p99_ms, commit_p99_ms, store_queue, store_errors_per_s, executions_pending, \
                executions_running, executions_per_s, executions_failed_per_s, tokens_per_s, cost_usd_per_h, rooms, outbox_bytes, \
                cpu_cores, resident_bytes, open_file_descriptors
                """
            ),
        ])
    func errors(arguments: String, message: String) async {
        #expect(await query(arguments) == "Error: " + message)
    }

    @Test("the history of a figure is a row a second, and says how much of it there is")
    func history() async {
        let source = ReportSource.quiet(seconds: 3)
        #expect(
            await query(#"{"history":"messages_out_per_s","seconds":60}"#, source: source) == """
                messages_out_per_s, the mean up to each time, 3 s (all that was measured):
                2024-02-29T12:00:01.000Z 24000
                2024-02-29T12:00:02.000Z 24000
                2024-02-29T12:00:03.000Z 24000
                """)
        #expect(
            await query(#"{"history":"connections"}"#) == "Nothing is measured yet: the server has only just started.")
    }

    @Test("a long history comes in sixty rows: quantiles as the largest, rates as the mean, levels as the last")
    func longHistory() async {
        let rows = await query(#"{"history":"commit_p99_ms","seconds":600}"#, source: .troubled).split(separator: "\n")
        #expect(rows.count == 61)
        #expect(rows[0] == "commit_p99_ms, the largest up to each time, 600 s (as asked):")
        #expect(rows[50] == "2024-02-29T12:08:20.000Z 1900")
        #expect(rows[51] == "2024-02-29T12:08:30.000Z 4.1")
        let errors = await query(#"{"history":"server_errors_per_s","seconds":600}"#, source: .troubled).split(separator: "\n")
        #expect(errors[50] == "2024-02-29T12:08:20.000Z 1.2")
        let queue = await query(#"{"history":"store_queue","seconds":600}"#, source: .troubled).split(separator: "\n")
        #expect(queue[50] == "2024-02-29T12:08:20.000Z 412")
    }

    @Test("the executions of agents, their tokens and their cost have a history too")
    func agents() async {
        var source = ReportSource()
        source.seconds = (1...2).map { number in
            var second = OperationsSecond(endMilliseconds: ReportSource.start + Int64(number) * 1_000, seconds: 1)
            second.executions = .init(pending: Float(number), running: 4)
            (second.executionsEnded, second.executionsFailed) = (3, 1)
            (second.tokens, second.costUSD) = (1_200, 0.25)
            return second
        }
        for (figure, value) in [
            ("executions_pending", "2"), ("executions_running", "4"), ("executions_per_s", "3"), ("executions_failed_per_s", "1"),
            ("tokens_per_s", "1200"), ("cost_usd_per_h", "900"),
        ] {
            let rows = await query(#"{"history":"\#(figure)","seconds":2}"#, source: source).split(separator: "\n")
            #expect(rows.last == "2024-02-29T12:00:02.000Z \(value)", "\(figure)")
        }
    }

    @Test("what was not measured is said to be not measured")
    func unmeasured() async {
        var source = ReportSource()
        source.seconds = [OperationsSecond(endMilliseconds: ReportSource.start)]
        #expect(
            await query(#"{"history":"cpu_cores","seconds":1}"#, source: source) == """
                cpu_cores, the mean up to each time, 1 s (as asked):
                2024-02-29T12:00:00.000Z not measured
                """)
    }

    @Test("users without the scope are refused, whatever they ask")
    func forbidden() async {
        let message = "forbidden: this tool is for users whose token has the scope dashboard"
        #expect(await query(#"{"query":"telltale_rooms"}"#, isOperator: false) == "Error: " + message)
        let context = ToolContext(user: AgentUser(id: "anna", isAdmin: true))
        await #expect(throws: ToolError(message)) { try await AlertsTool(operations: ReportSource()).call("{}", context) }
    }

    @Test("alerts are those of the server, the worst first")
    func alerts() async throws {
        let context = ToolContext(user: AgentUser(id: "anna", isOperator: true))
        #expect(
            try await AlertsTool(operations: ReportSource.troubled).call("", context) == """
                **1 firing, 0 pending** of 2 conditions. This server evaluates them itself, each second, on its own figures; names and \
                limits are those of the rules that ship for Prometheus, which may see more servers than this one.
                - **HighErrorRate** (page) firing since 12:08:20 UTC: 12.3 %, limit 5 % – operations that failed on the server's side, \
                last 1 min
                - As it should be: SlowDelivery 15 ms
                """)
    }
}
