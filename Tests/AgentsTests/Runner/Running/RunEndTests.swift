import Agents
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("How an agent's run ends early")
struct RunEndTests {
    private let agent = AgentDeclaration(name: "researcher")

    private func failed(_ code: ErrorCode, _ message: String) -> ExecutionResult {
        .failed(ExecutionFailure(code: code, message: message))
    }

    @Test(
        "a model's failure is one of the execution, in words for users",
        arguments: [
            (ModelError.Code.timeout, ErrorCode.timeout), (.unreachable, .modelError), (.rateLimited, .modelError),
            (.upstream, .modelError),
            (.refused, .modelError), (.malformed, .modelError), (.truncated, .modelError), (.tooLarge, .modelError),
        ])
    func modelErrors(code: ModelError.Code, failure: ErrorCode) async {
        let recorded = RecordedRun(agent)
        #expect(await AgentRunner(ScriptedModel(.fails(code))).run(recorded.run) == failed(failure, "it failed"))
    }

    @Test("what a model said before it failed is kept")
    func partial() async {
        let model = ScriptedModel(.init(pieces: ["Half"], error: ModelError(.truncated, "the answer broke off")))
        let recorded = RecordedRun(agent)
        #expect(await AgentRunner(model).run(recorded.run) == failed(.modelError, "the answer broke off"))
        #expect(recorded.output == ["Half"])
    }

    @Test("an answer that was withheld or never began is none; one that was cut is one")
    func finishReasons() async {
        for (turn, result) in [
            (
                ScriptedModel.Turn(pieces: ["x"], finishReason: "content_filter"),
                failed(.modelError, "The model's provider withheld the answer.")
            ),
            (ScriptedModel.Turn(finishReason: "length"), failed(.modelError, "The model used all its tokens before it began to answer.")),
            (ScriptedModel.Turn(pieces: ["x"], finishReason: "length"), .completed(output: "\"x\"")),
            (ScriptedModel.Turn(), .completed(output: "\"\"")),
        ] {
            #expect(await AgentRunner(ScriptedModel(turn)).run(RecordedRun(agent).run) == result)
        }
    }

    @Test("what a model took counts however its answer ended, as far as its provider said so")
    func spentOnFailure() async {
        let usage = ModelUsage(inputTokens: 7, outputTokens: 3, costUSD: 0.5)
        let spent = ExecutionCommand.usage(inputTokens: 7, outputTokens: 3, costUSD: 0.5)
        for code in ModelError.Code.allCases {
            let recorded = RecordedRun(agent)
            let model = ScriptedModel(.init(pieces: ["Half"], error: ModelError(code, "it failed", usage: usage)))
            let result = await AgentRunner(model).run(recorded.run)
            #expect(recorded.commands.last == spent && result != .completed(output: "\"Half\""))
            let silent = RecordedRun(agent)
            _ = await AgentRunner(ScriptedModel(.fails(code))).run(silent.run)
            #expect(!silent.commands.contains { if case .usage = $0 { true } else { false } })
        }
    }

    @Test("what a model took is told when its task is cancelled, and when its text cannot be stored")
    func spentOnCancel() async {
        let usage = ModelUsage(inputTokens: 7, outputTokens: 3)
        let model = ScriptedModel(.init(pieces: ["Half"], usage: usage, hangs: true))
        let (stream, reached) = AsyncStream<Void>.makeStream()
        let recorded = RecordedRun(agent, onReport: { commands in if commands.contains(.output("Half")) { reached.yield() } })
        let task = Task { await AgentRunner(model).run(recorded.run) }
        for await _ in stream { break }
        task.cancel()
        _ = await task.value
        #expect(recorded.commands.last == .usage(inputTokens: 7, outputTokens: 3, costUSD: 0))
        let full = RecordedRun(agent, taking: { commands in !commands.contains(.output("Half")) })
        _ = await AgentRunner(ScriptedModel(.init(pieces: ["Half"], usage: usage, hangs: true))).run(full.run)
        #expect(full.commands.last == .usage(inputTokens: 7, outputTokens: 3, costUSD: 0))
    }

    @Test("without a model only the report runs")
    func noModel() async {
        #expect(
            await AgentRunner(nil).run(RecordedRun(agent).run)
                == failed(.modelError, "No language model is configured on this server, so only the agent health-report runs on it."))
    }

    @Test("a tool that the server has not fails before anything is asked")
    func missingTool() async {
        var agent = agent
        agent.tools = ["http_fetch"]
        let model = ScriptedModel(.says("x"))
        #expect(
            await AgentRunner(model).run(RecordedRun(agent).run)
                == failed(.internal, "This server does not have the agent's tool http_fetch."))
        #expect(model.requests.isEmpty)
    }

    @Test("a result that is too large fails; its text was streamed")
    func tooLarge() async {
        let text = String(repeating: "x", count: 256 << 10)
        let recorded = RecordedRun(agent)
        #expect(
            await AgentRunner(ScriptedModel(.says(text))).run(recorded.run) == failed(.tooLarge, "The result is larger than 256 KiB."))
        #expect(recorded.output.map(\.utf8.count) == Array(repeating: 16 << 10, count: 16))
    }

    @Test("when nothing can be stored any more the model is stopped", arguments: 0...2)
    func ended(accepted: Int) async {
        let model = ScriptedModel(.init(pieces: ["x"], hangs: true))
        let recorded = RecordedRun(agent, accepting: accepted) { commands in
            // So that the next report comes: nobody says anything more.
            if case .output = commands.first { withUnsafeCurrentTask { $0?.cancel() } }
        }
        _ = await AgentRunner(model).run(recorded.run)
        #expect(recorded.reports.all.count == accepted)
        #expect(model.requests.count == min(accepted, 1))
    }

    @Test("cancelling the task ends a model, a tool and a pause at once")
    func cancelled() async {
        let tool = ScriptedTool(.calculator) { _, _ throws(ToolError) in
            await ScriptedModel.untilCancelled()
            return "late"
        }
        var agent = agent
        agent.tools = ["calculator"]
        for turn in [ScriptedModel.Turn(pieces: ["x"], hangs: true), .calls(("calculator", "{}"))] {
            let (stream, reached) = AsyncStream<Void>.makeStream()
            let model = ScriptedModel(turn, .says("never"))
            let recorded = RecordedRun(agent) { commands in
                if commands.count == 1, case .progress(let progress) = commands[0], progress.message == "model call 1" { return }
                reached.yield()
            }
            let task = Task { [agent = recorded] in await AgentRunner(model, tools: [tool]).run(agent.run) }
            for await _ in stream { break }
            task.cancel()
            _ = await task.value
            #expect(model.requests.count == 1)
        }
    }
}
