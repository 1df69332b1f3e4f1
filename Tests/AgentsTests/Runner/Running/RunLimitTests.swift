import Agents
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("The limits of an agent's run")
struct RunLimitTests {
    private func agent(_ limits: AgentLimits) -> AgentDeclaration {
        var agent = AgentDeclaration(name: "researcher")
        agent.tools = ["calculator"]
        agent.limits = limits
        return agent
    }

    private func run(_ limits: AgentLimits, _ turns: ScriptedModel.Turn...) async -> (ExecutionResult, RecordedRun, ScriptedModel) {
        let model = ScriptedModel(turns)
        let recorded = RecordedRun(agent(limits))
        return (await AgentRunner(model, tools: [CalculatorTool()]).run(recorded.run), recorded, model)
    }

    private func failed(_ code: ErrorCode, _ message: String) -> ExecutionResult {
        .failed(ExecutionFailure(code: code, message: message))
    }

    private let call = (name: "calculator", arguments: #"{"expression":"1"}"#)

    @Test("of calls: the model is not asked again")
    func calls() async {
        let (result, recorded, model) = await run(AgentLimits(calls: 2), .calls(call), .calls(call), .says("late"))
        #expect(result == failed(.tooLarge, "The agent's limit of 2 model calls is used up."))
        #expect(model.requests.count == 2)
        #expect(recorded.progress.count == 4)
    }

    @Test("of tokens: what was taken is told, then it fails")
    func tokens() async {
        let (result, recorded, model) = await run(
            AgentLimits(tokens: 100), .calls(call, usage: ModelUsage(inputTokens: 40, outputTokens: 20)),
            .says("too much", usage: ModelUsage(inputTokens: 60, outputTokens: 1)))
        #expect(result == failed(.tooLarge, "The agent's limit of 100 tokens is used up: it took 121."))
        #expect(recorded.commands.last == .usage(inputTokens: 60, outputTokens: 1, costUSD: 0))
        #expect(model.requests.map(\.maximumTokens) == [100, 40])
        let (exact, _, _) = await run(AgentLimits(tokens: 100), .says("fits", usage: ModelUsage(inputTokens: 60, outputTokens: 40)))
        #expect(exact == .completed(output: "\"fits\""))
        let (again, _, asked) = await run(AgentLimits(tokens: 100), .calls(call, usage: ModelUsage(inputTokens: 60, outputTokens: 40)))
        #expect(again == failed(.tooLarge, "The agent's limit of 100 tokens is used up: it took 100."))
        #expect(asked.requests.count == 1)
    }

    @Test("of cost")
    func cost() async {
        let spent = ModelUsage(inputTokens: 1, outputTokens: 1, costUSD: 0.1)
        let (result, _, model) = await run(
            AgentLimits(costUSD: 0.25), .calls(call, usage: spent), .calls(call, usage: spent), .says("x", usage: spent))
        #expect(result == failed(.tooLarge, "The agent's limit of 0.25 US dollars is used up: it took 0.3."))
        #expect(model.requests.count == 3)
        let (free, _, _) = await run(AgentLimits(costUSD: 0), .says("free", usage: ModelUsage(inputTokens: 1, outputTokens: 1)))
        #expect(free == .completed(output: "\"free\""))
    }

    @Test("of tokens and cost: what earlier attempts took counts")
    func earlierAttempts() async {
        let turn = ScriptedModel.Turn.says("x", usage: ModelUsage(inputTokens: 10, outputTokens: 1, costUSD: 0.1))
        for (limits, message) in [
            (AgentLimits(tokens: 100), "The agent's limit of 100 tokens is used up: it took 101."),
            (AgentLimits(costUSD: 0.5), "The agent's limit of 0.5 US dollars is used up: it took 0.55."),
        ] {
            let recorded = RecordedRun(agent(limits), spent: (90, 0.45))
            let model = ScriptedModel(turn)
            #expect(await AgentRunner(model, tools: [CalculatorTool()]).run(recorded.run) == failed(.tooLarge, message))
            #expect(model.requests.first?.maximumTokens == (limits.tokens == nil ? nil : 10))
        }
        let spent = RecordedRun(agent(AgentLimits(tokens: 90)), spent: (90, 0))
        let model = ScriptedModel(turn)
        #expect(
            await AgentRunner(model, tools: [CalculatorTool()]).run(spent.run)
                == failed(.tooLarge, "The agent's limit of 90 tokens is used up: it took 90."))
        #expect(model.requests.isEmpty)
    }

    @Test("of tokens and cost: a provider that does not say what an answer takes leaves nothing to hold them with")
    func unknownUsage() async {
        for limits in [AgentLimits(tokens: 100), AgentLimits(costUSD: 1)] {
            let (result, _, _) = await run(limits, .says("x"))
            #expect(
                result
                    == failed(
                        .modelError,
                        "The model's provider does not say how many tokens an answer takes, so the agent's limits cannot be held."))
        }
        let (result, _, _) = await run(AgentLimits(), .says("x"))
        #expect(result == .completed(output: "\"x\""))
    }

    @Test("figures that no model can mean are told as what they may be")
    func nonsense() async {
        let (result, recorded, _) = await run(
            AgentLimits(), .says("x", usage: ModelUsage(inputTokens: -5, outputTokens: .max, costUSD: .nan)))
        #expect(result == .completed(output: "\"x\""))
        #expect(recorded.commands.last == .usage(inputTokens: 0, outputTokens: 1_000_000_000, costUSD: 0))
    }

    @Test("of time: the model is stopped at once, what came is kept")
    func time() async {
        let time = ManualRunnerTime()
        let model = ScriptedModel(.init(pieces: ["Half an ans"], hangs: true))
        let recorded = RecordedRun(agent(AgentLimits(timeMilliseconds: 90_500))) { commands in
            if commands.contains(.output("Half an ans")) {
                await time.untilSomebodySleeps(until: 90_500_000_000)
                time.advance(to: 90_500_000_000)
            }
        }
        let result = await AgentRunner(model, tools: [CalculatorTool()], clock: time.clock).run(recorded.run)
        #expect(result == failed(.timeout, "It ran longer than its agent's limit of 90.5 s."))
        #expect(recorded.output == ["Half an ans"])
        #expect(time.alarms.isEmpty)
    }

    @Test("of time: a tool is stopped as well")
    func toolTime() async {
        let time = ManualRunnerTime()
        let tool = ScriptedTool(.calculator) { _, _ throws(ToolError) in
            time.advance(to: 300_000_000_000)
            await ScriptedModel.untilCancelled()
            return "late"
        }
        let model = ScriptedModel(.calls(call), .says("never"))
        let recorded = RecordedRun(agent(AgentLimits())) { _ in await time.untilSomebodySleeps(until: 300_000_000_000) }
        let result = await AgentRunner(model, tools: [tool], clock: time.clock).run(recorded.run)
        #expect(result == failed(.timeout, "It ran longer than its agent's limit of 300 s."))
        #expect(model.requests.count == 1)
    }
}
