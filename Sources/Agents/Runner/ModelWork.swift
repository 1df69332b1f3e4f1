import Essentials
import LanguageModels
import Wire

/// One attempt on a language model: the conversation, what it took, and how far it is.
struct ModelWork {
    let run: ExecutionRun
    let model: any LanguageModel
    let tools: ToolBox
    let clock: RunnerClock
    let log: SparingLog
    private var messages: [ModelMessage]
    private var budget: RunBudget
    private var progress: RunProgress
    /// Whether anything was streamed, so that the next answer begins a new paragraph.
    private var hasOutput = false

    init(run: ExecutionRun, model: any LanguageModel, tools: ToolBox, clock: RunnerClock, log: SparingLog) {
        self.run = run
        self.model = model
        self.tools = tools
        self.clock = clock
        self.log = log
        messages = run.agent.system.map { [ModelMessage(.system, $0)] } ?? []
        budget = RunBudget(run.agent.limits, of: run.execution)
        progress = RunProgress(steps: run.agent.steps.map(\.name))
    }

    /// Asks everything that the agent's steps ask, one after the other in one conversation.
    ///
    /// - Returns: the text of the last answer, as one JSON text.
    mutating func output() async throws(RunStop) -> String {
        let offered = try tools.definitions(of: run.agent.tools)
        var answer = ""
        for (position, prompt) in RunPrompts.of(run.execution, run.agent).enumerated() {
            progress.begin(position)
            messages.append(ModelMessage(.user, prompt))
            answer = try await self.answer(offered)
        }
        return try Self.result(answer)
    }

    /// Asks until the model answers without a call.
    private mutating func answer(_ offered: [ModelTool]) async throws(RunStop) -> String {
        while true {
            let (completion, text) = try await ask(offered)
            messages.append(ModelMessage(.assistant, text, toolCalls: completion.toolCalls))
            if completion.toolCalls.isEmpty {
                try Self.check(completion, text)
                return text
            }
            try await call(completion.toolCalls, offered)
        }
    }

    private mutating func ask(_ offered: [ModelTool]) async throws(RunStop) -> (ModelCompletion, String) {
        try budget.begin()
        try await run.tell([.progress(progress.next("model call \(budget.calls)"))])
        let request = ModelRequest(
            messages: messages, tools: offered, model: run.agent.model, temperature: run.agent.temperature,
            maximumTokens: budget.maximumTokens(run.agent.maximumTokens), mayDiscloseOperations: run.user.isOperator,
            exemplar: ["execution_id": run.execution.id])
        let stream = AnswerStream(run: run, model: model, clock: clock, lead: hasOutput ? "\n\n" : "")
        let answer = await stream.answer(to: request)
        hasOutput = hasOutput || !answer.text.isEmpty
        // However it ended: it was spent.
        if let usage = answer.usage { try await run.tell([budget.add(usage)]) }
        guard answer.isStored else { throw .ended }
        switch answer.outcome {
        case .success(let completion):
            if completion.usage == nil { try budget.checkUnknown() }
            try budget.check()
            return (completion, answer.text)
        case .failure(let error):
            note(error)
            throw RunStop(error)
        }
    }

    /// Makes the calls of one turn together; what they come to is told in their order.
    private mutating func call(_ calls: [ModelToolCall], _ offered: [ModelTool]) async throws(RunStop) {
        try await run.tell(calls.prefix(ToolBox.callLimit).map { .progress(progress.next("\($0.name) \($0.arguments)")) })
        let context = ToolContext(user: run.user, hosts: run.agent.hosts)
        let results = await tools.results(of: calls, offered: offered.map(\.name), context)
        guard !Task.isCancelled else { throw .ended }
        for (call, result) in zip(calls, results) { messages.append(ModelMessage(.tool, result, toolCallID: call.id)) }
    }

    private func note(_ error: ModelError) {
        guard error.code != .cancelled else { return }
        log.record(
            "A model gave an agent no answer", code: error.code.rawValue, detail: "\(run.agent.name): \(error.detail ?? error.message)")
    }

    /// An answer that is none fails the execution; one that was cut short is still one.
    private static func check(_ completion: ModelCompletion, _ text: String) throws(RunStop) {
        if completion.finishReason == "content_filter" { throw .failed(.modelError, "The model's provider withheld the answer.") }
        if text.isEmpty, completion.finishReason == "length" {
            throw .failed(.modelError, "The model used all its tokens before it began to answer.")
        }
    }

    private static func result(_ text: String) throws(RunStop) -> String {
        let limit = ExecutionLimits.resultBytes
        let tooLarge = RunStop.failed(.tooLarge, "The result is larger than \(limit >> 10) KiB.")
        // Escapes only ever lengthen it.
        guard text.utf8.count + 2 <= limit else { throw tooLarge }
        let json = String(jsonOf: text)
        guard json.utf8.count <= limit else { throw tooLarge }
        return json
    }
}
