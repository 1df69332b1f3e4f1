import Essentials
import LanguageModels
import Logging
import Wire

/// Runs the agents whose runner is `builtin`: on a language model with tools, or as the built-in report on the server.
///
/// A run holds its limits of time, tokens, cost and calls. What the model says is streamed as output; the text of its last
/// answer is the result. Each call of the model and of a tool is a progress.
public struct AgentRunner: ExecutionRunner {
    private let model: (any LanguageModel)?
    private let tools: ToolBox
    private let operations: any OperationsSource
    private let clock: RunnerClock
    private let log: SparingLog

    /// - Parameters:
    ///   - model: what agents ask; nil where none is configured, and then only the built-in report runs.
    ///   - tools: what agents may be given; of several with one name the first counts.
    ///   - operations: what the report on the server knows.
    ///   - clock: for deadlines, and for putting pieces of text together.
    ///   - logger: what a model's failure says beyond what users are told, at most one entry a second.
    public init(
        model: (any LanguageModel)?, tools: [any AgentTool], operations: any OperationsSource, clock: RunnerClock = .system,
        logger: Logger = Logger(label: "telltale.agents")
    ) {
        self.model = model
        self.tools = ToolBox(tools)
        self.operations = operations
        self.clock = clock
        log = SparingLog(logger: logger, clock: SystemClock())
    }

    public func modelName(for agent: AgentDeclaration) -> String? {
        agent.isHealthReport ? nil : agent.model ?? model?.name
    }

    public func run(_ run: ExecutionRun) async -> ExecutionResult {
        let limit = run.agent.limits.runMilliseconds
        let deadline = clock.now() + Int64(limit) * 1_000_000
        return await withTaskGroup(of: ExecutionResult?.self) { group in
            group.addTask { await result(of: run) }
            group.addTask { await timeout(at: deadline, limit) }
            for await case let result? in group {
                group.cancelAll()
                return result
            }
            return .failed(Self.ended)
        }
    }

    private func timeout(at deadline: Int64, _ limit: Int) async -> ExecutionResult? {
        do {
            try await clock.sleep(deadline)
        } catch {
            return nil
        }
        return .failed(.ranTooLong(limit: limit))
    }

    private func result(of run: ExecutionRun) async -> ExecutionResult {
        do throws(RunStop) {
            return .completed(output: try await output(of: run))
        } catch .failed(let failure) {
            return .failed(failure)
        } catch {
            return .failed(Self.ended)
        }
    }

    private func output(of run: ExecutionRun) async throws(RunStop) -> String {
        if run.agent.isHealthReport { return try await HealthReport(source: operations).output(of: run) }
        guard let model else {
            throw .failed(.modelError, "No language model is configured on this server, so only the agent health-report runs on it.")
        }
        var work = ModelWork(run: run, model: model, tools: tools, clock: clock, log: log)
        return try await work.output()
    }

    /// Nobody reads it: the execution is over.
    private static let ended = ExecutionFailure(code: .interrupted, message: "It was ended.")
}
