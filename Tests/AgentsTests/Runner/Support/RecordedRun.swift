import Agents
import ChatTestSupport
import LanguageModels
import Logging
import Synchronization
import Wire

/// An execution whose reports are kept, and may be refused from one of them on.
struct RecordedRun: Sendable {
    let reports = Collected<[ExecutionCommand]>()
    let run: ExecutionRun

    /// - Parameters:
    ///   - spent: what earlier attempts took.
    ///   - accepting: how many reports are taken.
    ///   - onReport: called with each report that is taken.
    init(
        _ agent: AgentDeclaration, spent: (tokens: Int, costUSD: Double) = (0, 0), input: String = "\"What is six times seven?\"",
        isOperator: Bool = false, accepting: Int = .max,
        onReport: @escaping @Sendable ([ExecutionCommand]) async -> Void = { _ in }
    ) {
        var execution = Execution(
            id: "e1", agent: agent.name, userID: "anna", platform: agent.platform, model: agent.model, input: input,
            createdAtMilliseconds: 1_709_208_599_000)
        execution.status = .running
        (execution.inputTokens, execution.costUSD) = spent
        execution.startedAtMilliseconds = 1_709_208_600_000
        run = ExecutionRun(
            execution: execution, agent: agent, user: AgentUser(id: "anna", isOperator: isOperator)
        ) { [reports] commands in
            guard reports.all.count < accepting else { return false }
            reports.append(commands)
            await onReport(commands)
            return true
        }
    }

    /// One of which some reports are refused.
    ///
    /// - Parameter isTaken: asked for each report.
    init(_ agent: AgentDeclaration, taking isTaken: @escaping @Sendable ([ExecutionCommand]) -> Bool) {
        let whole = RecordedRun(agent)
        run = ExecutionRun(execution: whole.run.execution, agent: agent, user: whole.run.user) { [reports] commands in
            guard isTaken(commands) else { return false }
            reports.append(commands)
            return true
        }
    }

    /// Everything that was reported, in order.
    var commands: [ExecutionCommand] { reports.all.flatMap(\.self) }

    /// The pieces of output.
    var output: [String] {
        commands.compactMap { if case .output(let text) = $0 { text } else { nil } }
    }

    /// `percentage message step/steps`.
    var progress: [String] {
        commands.compactMap { command in
            guard case .progress(let progress) = command else { return nil }
            return "\(Int(progress.percentage)) \(progress.message) \(progress.step ?? 0)/\(progress.steps ?? 0)"
        }
    }
}

extension AgentRunner {
    /// A runner on a scripted model.
    init(
        _ model: (any LanguageModel)?, tools: [any AgentTool] = [], operations: ReportSource = ReportSource(), clock: RunnerClock = .still
    ) {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        self.init(model: model, tools: tools, operations: operations, clock: clock, logger: logger)
    }
}

extension RunnerClock {
    /// Stands still: nothing that sleeps wakes unless it is cancelled.
    static let still = ManualRunnerTime().clock
}
