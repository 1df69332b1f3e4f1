import Agents
import ChatTestSupport
import LanguageModels
import Testing
import Wire

@Suite("An agent on a model")
struct ToolLoopTests {
    private func agent(_ tools: [AgentToolName] = []) -> AgentDeclaration {
        var agent = AgentDeclaration(name: "researcher")
        agent.tools = tools.map(\.rawValue)
        return agent
    }

    @Test("the input is asked, the answer streamed, the usage told, and the text is the result")
    func plain() async {
        let model = ScriptedModel(.says("Forty", "-two.", usage: ModelUsage(inputTokens: 11, outputTokens: 3, costUSD: 0.002)))
        var agent = agent()
        agent.system = "Be brief."
        agent.model = "large"
        agent.temperature = 0.5
        agent.maximumTokens = 100
        let recorded = RecordedRun(agent)
        #expect(await AgentRunner(model).run(recorded.run) == .completed(output: "\"Forty-two.\""))
        #expect(
            recorded.commands.first
                == .progress(ExecutionProgress(percentage: 0, message: "model call 1", step: 1, steps: 1)))
        #expect(recorded.commands.last == .usage(inputTokens: 11, outputTokens: 3, costUSD: 0.002))
        #expect(recorded.output.joined() == "Forty-two.")
        let request = model.requests[0]
        #expect(request.messages == [ModelMessage(.system, "Be brief."), ModelMessage(.user, "What is six times seven?")])
        #expect((request.model, request.temperature, request.maximumTokens) == ("large", 0.5, 100))
        #expect(request.tools.isEmpty && !request.mayDiscloseOperations)
    }

    @Test(
        "the input is a text, or JSON as it is",
        arguments: [
            (#""a \"b\"""#, "a \"b\""), (#"{"city":"Oslo"}"#, #"{"city":"Oslo"}"#), ("null", "Begin."), ("\"\"", "Begin."), ("[1]", "[1]"),
            ("7", "7"),
        ])
    func input(json: String, text: String) async {
        let model = ScriptedModel(.says("ok"))
        _ = await AgentRunner(model).run(RecordedRun(agent(), input: json).run)
        #expect(model.requests[0].messages == [ModelMessage(.user, text)])
    }

    @Test("a call is made and its result told, until the model answers")
    func loop() async {
        let model = ScriptedModel(
            .calls(("calculator", #"{"expression":"6*7"}"#), saying: "Let me see."), .says("It is 42."))
        let recorded = RecordedRun(agent([.calculator]))
        #expect(await AgentRunner(model, tools: [CalculatorTool()]).run(recorded.run) == .completed(output: "\"It is 42.\""))
        let call = ModelToolCall(id: "call-1", name: "calculator", arguments: #"{"expression":"6*7"}"#)
        #expect(model.requests.map(\.tools) == [[CalculatorTool().definition], [CalculatorTool().definition]])
        #expect(
            model.requests[1].messages == [
                ModelMessage(.user, "What is six times seven?"), ModelMessage(.assistant, "Let me see.", toolCalls: [call]),
                ModelMessage(.tool, "42", toolCallID: "call-1"),
            ])
        #expect(
            recorded.progress == ["0 model call 1 1/1", #"25 calculator {"expression":"6*7"} 1/1"#, "40 model call 2 1/1"])
        #expect(recorded.output == ["Let me see.", "\n\nIt is 42."])
    }

    @Test("the calls of one turn are made together, and their results told in the order of the calls")
    func together() async {
        // Each waits for the other: one after the other they would never end.
        let (first, wakeFirst) = AsyncStream<Void>.makeStream()
        let tools: [any AgentTool] = [
            ScriptedTool(.calculator) { _, _ throws(ToolError) in
                for await _ in first { break }
                return "one"
            },
            ScriptedTool(.alerts) { _, _ throws(ToolError) in
                wakeFirst.yield()
                return "two"
            },
        ]
        let model = ScriptedModel(.calls(("calculator", "{}"), ("alerts", "{}")), .says("done"))
        let recorded = RecordedRun(agent([.calculator, .alerts]))
        #expect(await AgentRunner(model, tools: tools).run(recorded.run) == .completed(output: "\"done\""))
        #expect(
            model.requests[1].messages.suffix(2) == [
                ModelMessage(.tool, "one", toolCallID: "call-1"), ModelMessage(.tool, "two", toolCallID: "call-2"),
            ])
        #expect(recorded.progress == ["0 model call 1 1/1", "25 calculator {} 1/1", "40 alerts {} 1/1", "50 model call 2 1/1"])
    }

    @Test("what goes wrong with a call is told to the model, which may try again")
    func mistakes() async {
        let model = ScriptedModel(
            .calls(
                ("shell", "{}"), ("calculator", "{\"expression\":"), ("calculator", "[]"), ("calculator", #"{"expression":"1/0"}"#),
                ("alerts", "{}")),
            .says("I give up."))
        let recorded = RecordedRun(agent([.calculator]))
        let runner = AgentRunner(model, tools: [CalculatorTool(), AlertsTool(operations: ReportSource())])
        #expect(await runner.run(recorded.run) == .completed(output: "\"I give up.\""))
        #expect(
            model.requests[1].messages.suffix(5).map(\.content) == [
                "Error: there is no tool \"shell\"; there are: calculator",
                "Error: the arguments are not one JSON object: unexpectedEnd at byte 14",
                "Error: the arguments are not one JSON object: wrongType at byte 0", "Error: division by zero",
                "Error: there is no tool \"alerts\"; there are: calculator",
            ])
    }

    @Test("more calls in one turn than sixteen are not made")
    func tooManyCalls() async {
        let calls = (1...18).map { ModelToolCall(id: "c\($0)", name: "calculator", arguments: "{\"expression\":\"\($0)\"}") }
        let model = ScriptedModel(.init(calls: calls), .says("ok"))
        let recorded = RecordedRun(agent([.calculator]))
        _ = await AgentRunner(model, tools: [CalculatorTool()]).run(recorded.run)
        #expect(
            model.requests[1].messages.suffix(3).map(\.content) == [
                "16", "Error: not called; only 16 calls are made in one turn.", "Error: not called; only 16 calls are made in one turn.",
            ])
        #expect(recorded.progress.count == 18)
    }

    @Test("a result that is too long is cut between characters, and says so")
    func cutResult() async {
        let tool = ScriptedTool(.calculator) { _, _ throws(ToolError) in String(repeating: "é", count: 20_000) }
        let model = ScriptedModel(.calls(("calculator", "{}")), .says("ok"))
        _ = await AgentRunner(model, tools: [tool]).run(RecordedRun(agent([.calculator])).run)
        let result = model.requests[1].messages.last?.content ?? ""
        #expect(result.utf8.count <= ToolContext.resultLimit && result.utf8.count > ToolContext.resultLimit - 4)
        #expect(result.hasSuffix("éé\n… (cut: these are the first of 40000 bytes)"))
    }

    @Test("a tool is told for whom it works")
    func context() async {
        let told = Collected<ToolContext>()
        let tool = ScriptedTool(.httpFetch) { _, context throws(ToolError) in
            told.append(context)
            return "ok"
        }
        var agent = agent([.httpFetch])
        agent.hosts = WebAllowList(["x.example"].compactMap(WebAllowance.init))
        _ = await AgentRunner(ScriptedModel(.calls(("http_fetch", "{}")), .says("ok")), tools: [tool])
            .run(RecordedRun(agent, isOperator: true).run)
        #expect(
            told.all == [
                ToolContext(
                    user: AgentUser(id: "anna", isOperator: true), hosts: agent.hosts)
            ])
    }

    @Test("steps are prompts of one conversation, and the last answer is the result")
    func steps() async {
        var agent = agent()
        agent.steps = [AgentStep(name: "Collect", prompt: "List three."), AgentStep(name: "Summarise")]
        let model = ScriptedModel(.says("One, two, three."), .says("Three numbers."))
        let recorded = RecordedRun(agent)
        #expect(await AgentRunner(model).run(recorded.run) == .completed(output: "\"Three numbers.\""))
        #expect(
            model.requests[1].messages == [
                ModelMessage(.user, "What is six times seven?\n\nList three."), ModelMessage(.assistant, "One, two, three."),
                ModelMessage(.user, "Summarise"),
            ])
        #expect(recorded.progress == ["0 Collect: model call 1 1/2", "50 Summarise: model call 2 2/2"])
        #expect(recorded.output == ["One, two, three.", "\n\nThree numbers."])
    }

    @Test("progress never goes back and never reaches the end by itself")
    func progress() async {
        var agent = agent([.calculator])
        agent.steps = [AgentStep(name: "a"), AgentStep(name: "b")]
        agent.limits.calls = 100
        let turns = (0..<2).flatMap { _ in
            Array(repeating: ScriptedModel.Turn.calls(("calculator", #"{"expression":"1"}"#)), count: 20) + [.says("x")]
        }
        let recorded = RecordedRun(agent)
        _ = await AgentRunner(ScriptedModel(turns), tools: [CalculatorTool()]).run(recorded.run)
        let percentages = recorded.progress.compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
        #expect(percentages == percentages.sorted())
        #expect(percentages.count == 82 && percentages[40] < 50 && percentages[41] == 50 && percentages[81] < 100)
    }

    @Test("a long message is one line with an end")
    func message() async {
        let model = ScriptedModel(.calls(("calculator", "{\n \"expression\": \"\(String(repeating: "1+", count: 200))1\"}")), .says("x"))
        let recorded = RecordedRun(agent([.calculator]))
        _ = await AgentRunner(model, tools: [CalculatorTool()]).run(recorded.run)
        #expect(recorded.progress[1].hasPrefix("25 calculator { \"expression\": \"1+1+"))
        #expect(recorded.progress[1].hasSuffix("… 1/1") && recorded.progress[1].count == 208)
    }

    @Test("a message of characters that have many scalars is cut, too")
    func heavyMessage() async {
        let heavy = "e" + String(repeating: "\u{301}", count: 5_000)
        let model = ScriptedModel(.calls(("calculator", #"{"expression":"\#(heavy)"}"#)), .says("x"))
        let recorded = RecordedRun(agent([.calculator]))
        _ = await AgentRunner(model, tools: [CalculatorTool()]).run(recorded.run)
        #expect(recorded.progress[1].utf8.count < 500 && recorded.progress[1].hasSuffix("… 1/1"))
    }
}
