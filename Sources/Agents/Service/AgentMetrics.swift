import LanguageModels
import Telemetry
import Wire

/// The families of executions in the catalogue.
struct AgentMetrics: Sendable {
    private let ended: Family<Counter>
    private let failures: Family<Counter>
    private let durations: Family<Histogram>
    private let queueTimes: Family<Histogram>
    private let tokens: Family<Counter>
    private let cost: Family<FloatingCounter>
    private let leasesLost: Family<Counter>

    /// - Parameter desk: knows what is open and who waits.
    init(registry: Registry, desk: AgentDesk) {
        let help = "Executions that wait for somebody to run them, and that run."
        registry.functionGauge("telltale_agent_executions", help: help, labels: [("status", "pending")]) {
            Double(desk.figures.pending)
        }
        registry.functionGauge("telltale_agent_executions", help: help, labels: [("status", "running")]) {
            Double(desk.figures.running)
        }
        registry.functionGauge("telltale_agent_claims_waiting", help: "Workers that wait for an execution.") {
            Double(desk.withState { $0.claims.count })
        }
        ended = registry.counter(
            "telltale_agent_executions_total", help: "Executions that ended.", labels: ["platform", "model", "outcome"])
        failures = registry.counter(
            "telltale_agent_failures_total", help: "Executions that failed, by the protocol's error codes.", labels: ["platform", "code"])
        durations = registry.histogram(
            "telltale_agent_execution_duration_seconds", help: "From the start of the last attempt to the end.", labels: ["platform"],
            buckets: .longDurations)
        queueTimes = registry.histogram(
            "telltale_agent_queue_seconds", help: "How long executions waited until somebody began.", labels: ["platform"],
            buckets: .longDurations)
        tokens = registry.counter(
            "telltale_agent_tokens_total", help: "Tokens that executions read and wrote.", labels: ["platform", "model", "direction"])
        cost = registry.floatingCounter(
            "telltale_agent_cost_usd_total", help: "US dollars that executions cost.", labels: ["platform", "model"])
        leasesLost = registry.counter(
            "telltale_agent_leases_lost_total", help: "Leases of workers that ran out, by what became of the execution.",
            labels: ["platform", "outcome"])
    }

    /// An agent can be asked for: its series exist from the start, since one that appears with its first failure hides that failure
    /// from `rate()`.
    ///
    /// - Parameter model: see ``ended(_:model:)``.
    func declare(_ agent: AgentDeclaration, model: String) {
        let platform = agent.platform
        for status in ExecutionStatus.allCases where status.isFinal { _ = ended.child(platform, model, status.rawValue) }
        for code in Self.codes(of: agent) { _ = failures.child(platform, code.rawValue) }
        _ = durations.child(platform)
        _ = queueTimes.child(platform)
        for direction in ["input", "output"] { _ = tokens.child(platform, model, direction) }
        _ = cost.child(platform, model)
        guard agent.runner == .worker else { return }
        for outcome in ["requeued", "failed"] { _ = leasesLost.child(platform, outcome) }
    }

    /// What an agent's executions may fail with.
    private static func codes(of agent: AgentDeclaration) -> [ErrorCode] {
        switch agent.runner {
        case .builtin where agent.isHealthReport: [.forbidden, .internal, .interrupted, .storeUnavailable, .timeout, .tooLarge]
        case .builtin: [.internal, .interrupted, .modelError, .storeUnavailable, .timeout, .tooLarge]
        case .worker: [.internal, .interrupted, .modelError, .timeout, .tooLarge]
        }
    }

    /// Somebody began.
    func started(_ execution: Execution, waitedMilliseconds: Int64) {
        queueTimes.child(execution.platform)
            .record(nanoseconds: Self.nanoseconds(waitedMilliseconds), exemplar: ["execution_id": execution.id])
    }

    /// An execution ended.
    ///
    /// - Parameter model: the one that its agent's declaration names, `none` without one: a closed set, whatever the server's model is called.
    func ended(_ execution: Execution, model: String) {
        ended.child(execution.platform, model, execution.status.rawValue).increment()
        if let error = execution.error { failures.child(execution.platform, error.code.rawValue).increment() }
        guard let milliseconds = execution.durationMilliseconds else { return }
        durations.child(execution.platform)
            .record(nanoseconds: Self.nanoseconds(milliseconds), exemplar: ["execution_id": execution.id])
    }

    /// An execution spent something.
    func spent(_ usage: SpentUsage, platform: String, model: String) {
        if usage.inputTokens > 0 { tokens.child(platform, model, "input").increment(by: usage.inputTokens) }
        if usage.outputTokens > 0 { tokens.child(platform, model, "output").increment(by: usage.outputTokens) }
        if usage.costUSD > 0 { cost.child(platform, model).increment(by: usage.costUSD) }
    }

    /// A worker's lease ran out.
    func leaseLost(platform: String, isRequeued: Bool) {
        leasesLost.child(platform, isRequeued ? "requeued" : "failed").increment()
    }

    /// Cut to a century, so that nothing overflows.
    private static func nanoseconds(_ milliseconds: Int64) -> Int64 {
        max(0, min(milliseconds, 3_200_000_000_000)) * 1_000_000
    }
}
