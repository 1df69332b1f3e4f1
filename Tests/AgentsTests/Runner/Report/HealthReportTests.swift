import Agents
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("The health report")
struct HealthReportTests {
    private func run(_ source: ReportSource, isOperator: Bool = true) async -> (ExecutionResult, RecordedRun) {
        let recorded = RecordedRun(.healthReport, input: "null", isOperator: isOperator)
        let runner = AgentRunner(nil, operations: source)
        return (await runner.run(recorded.run), recorded)
    }

    private func report(_ source: ReportSource) async -> String {
        await run(source).1.output.joined()
    }

    @Test("a server with trouble: what, since when, and what to look at next")
    func troubled() async {
        let report = await report(.troubled)
        #expect(report == Self.troubledReport)
    }

    @Test("a server in its first minute says how little it knows")
    func young() async {
        let report = await report(.quiet(seconds: 12))
        #expect(report == Self.youngReport)
    }

    @Test("a server that has measured nothing invents nothing")
    func newborn() async {
        var source = ReportSource()
        source.figures = ServerFigures(node: "n1", version: "0.1.0")
        source.rooms = nil
        source.executing = nil
        let report = await report(source)
        #expect(report == Self.newbornReport)
    }

    @Test("a server that measures little says of each figure that it is not measured")
    func unmeasured() async {
        var source = ReportSource()
        source.seconds = [OperationsSecond(endMilliseconds: ReportSource.start)]
        let report = await report(source)
        #expect(report.contains("| Messages from clients | not measured |\n"))
        #expect(report.contains("| Error rate | not measured |\n"))
        #expect(report.contains("- Connections: not measured\n"))
        #expect(report.contains("CPU not measured, memory not measured, file descriptors not measured"))
        #expect(!report.contains("| 0 |") && !report.contains("NaN"))
        #expect(report.contains("**Nothing stands out** in the last 1 s (all that was measured), in which no operation was counted.\n"))
    }

    @Test("each section is a step with its progress and its piece, and the pieces are the result")
    func steps() async {
        let (result, recorded) = await run(.troubled)
        #expect(
            recorded.progress == [
                "0 Overview 1/11", "9 Connections 2/11", "18 Traffic 3/11", "27 Latency 4/11", "36 Errors 5/11", "45 Slow consumers 6/11",
                "54 Store 7/11", "63 Memory and CPU 8/11", "72 Rooms, answers and agents 9/11", "81 Conditions 10/11",
                "90 What to look at next 11/11",
            ])
        #expect(recorded.reports.all.allSatisfy { $0.count == 2 })
        var writer = JSONWriter()
        writer.value(recorded.output.joined())
        #expect(result == .completed(output: String(decoding: writer.bytes, as: UTF8.self)))
    }

    @Test("the same figures give the same report")
    func deterministic() async {
        let first = await report(.troubled)
        #expect(await report(.troubled) == first)
    }

    @Test("who may not know how the server runs gets none")
    func forbidden() async {
        let (result, recorded) = await run(.troubled, isOperator: false)
        #expect(
            result
                == .failed(
                    ExecutionFailure(code: .forbidden, message: "The health report is for users whose token has the scope dashboard.")))
        #expect(recorded.commands.isEmpty)
    }

    @Test("what is broken, full or growing is advised on")
    func advice() async {
        var source = ReportSource.quiet(seconds: 900)
        source.figures.problems = ["store: unavailable"]
        source.figures.connectionLimit = 1_500
        source.figures.fileDescriptorLimit = 1_400
        for second in source.seconds.indices { source.seconds[second].residentBytes = Float(100_000_000 + second * 200_000) }
        let report = await report(source)
        #expect(
            report.hasSuffix(
                """
                ## What to look at next

                1. **Not ready now.** The server takes no traffic while `store: unavailable` lasts; `/readyz` says when it is over.
                2. **1,206 of 1,500 connections are in use.** Raise the limit or add a server.
                3. **1,260 of 1,400 file descriptors are in use.** Raise the limit or add a server.
                4. **Memory grew from 100 MB to 280 MB.** Compare with the connections, rooms and waiting bytes above.

                """))
        #expect(
            report.contains(
                """
                **4 things stand out** in the last 15 min (all that was measured):

                - **Not ready now**: store: unavailable
                - **1,206 of 1,500 connections are in use**
                - **1,260 of 1,400 file descriptors are in use**
                - **Memory grew from 100 MB to 280 MB**

                """))
    }

    @Test("what a condition watches is said once, with the condition first, and the advice is that of the verdict")
    func once() async {
        var source = ReportSource.quiet(seconds: 900)
        source.figures.connectionLimit = 1_500
        source.seconds[100].commitP99 = 900
        var near = ReportSource.slowDelivery
        (near.name, near.severity, near.state) = ("NearConnectionLimit", "ticket", .pending)
        (near.meaning, near.unit, near.value, near.limit) = ("sockets open of those allowed", .ratio, 0.804, 0.8)
        source.watched = [near, ReportSource.highErrorRate]
        let report = await report(source)
        #expect(report.contains("**3 things stand out** in the last 15 min (all that was measured):\n"))
        #expect(report.contains("– sockets open of those allowed. 1,206 of 1,500 connections are in use\n"))
        #expect(
            report.hasSuffix(
                """
                1. **HighErrorRate** is firing and needs somebody now: operations that failed on the server's side, last 1 min.
                2. **NearConnectionLimit** is about to fire: sockets open of those allowed. Raise the limit or add a server.
                3. **Commits took long.** The disk is slow, or shared.

                """))
    }

    @Test(
        "what stands out is in the verdict and in the advice, and only beyond its threshold",
        arguments: [
            (\.commitP99, 500, "Commits took long"), (\.loopLagP99, 100, "Event loops stalled"),
            (\.delivery.p99, 1_000, "Messages arrived late"),
        ] as [(any WritableKeyPath<OperationsSecond, Float?> & Sendable, Float, String)])
    func thresholds(figure: any WritableKeyPath<OperationsSecond, Float?> & Sendable, threshold: Float, title: String) async {
        var source = ReportSource.quiet(seconds: 900)
        source.seconds[100][keyPath: figure] = threshold
        #expect(await report(source).contains("**All is well**"))
        source.seconds[100][keyPath: figure] = threshold + 1
        let report = await report(source)
        #expect(report.contains("**1 thing stands out**") && report.contains("- **\(title)**: p99 "))
        #expect(report.contains("\n1. **\(title).** ") && !report.contains("\n2. "))
    }

    @Test("an hour is the longest window, whatever there is")
    func hour() async {
        let report = await report(.quiet(seconds: 3_700))
        #expect(report.contains("Made at 2024-02-29T12:10:00.000Z from the live figures of the last 60 min."))
        #expect(report.contains("| | last 1 min | last 5 min | last 15 min | last 1 h |\n|---|---:|---:|---:|---:|\n"))
        #expect(report.contains("| Operations | 1,200 | 6,000 | 18,000 | 72,000 |\n"))
        #expect(report.hasSuffix("## What to look at next\n\nNothing in these figures needs attention.\n"))
    }
}
