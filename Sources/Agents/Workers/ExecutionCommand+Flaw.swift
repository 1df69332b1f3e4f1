import Wire

extension ExecutionCommand {
    /// What is wrong with a report, in words for who sent it; nil when nothing is.
    public var flaw: String? {
        switch self {
        case .progress(let progress): progress.flaw
        case .output(let delta):
            (1...ExecutionLimits.deltaBytes).contains(delta.utf8.count)
                ? nil : "delta must have 1 to \(ExecutionLimits.deltaBytes) bytes"
        case .usage(let inputTokens, let outputTokens, let costUSD): Self.flaw(inputTokens, outputTokens, costUSD)
        case .complete(let output): Self.flaw(ofResult: output)
        case .fail(let failure): Self.flaw(ofMessage: failure.message)
        case .start, .cancel, .requeue, .renew: "it is no report"
        }
    }

    /// Whether an execution is over with it.
    var isEnd: Bool {
        switch self {
        case .complete, .fail: true
        case .start, .progress, .output, .usage, .cancel, .requeue, .renew: false
        }
    }

    static func flaw(ofMessage message: String) -> String? {
        message.utf8.count <= ExecutionLimits.messageBytes ? nil : "message must have at most \(ExecutionLimits.messageBytes) bytes"
    }

    private static func flaw(_ inputTokens: Int, _ outputTokens: Int, _ costUSD: Double) -> String? {
        let tokens = 0...ExecutionLimits.tokens
        guard tokens.contains(inputTokens), tokens.contains(outputTokens) else {
            return "tokens must be whole numbers from 0 to \(ExecutionLimits.tokens)"
        }
        guard costUSD >= 0, costUSD <= ExecutionLimits.costUSD else {
            return "cost_usd must be a number from 0 to \(Int(ExecutionLimits.costUSD))"
        }
        return nil
    }

    private static func flaw(ofResult output: String?) -> String? {
        guard let output else { return nil }
        guard output.utf8.count <= ExecutionLimits.resultBytes else {
            return "output must have at most \(ExecutionLimits.resultBytes) bytes"
        }
        return output.isJSONText ? nil : "output must be one JSON text"
    }
}

extension ExecutionProgress {
    fileprivate var flaw: String? {
        guard percentage >= 0, percentage <= 100 else { return "percentage must be a number from 0 to 100" }
        let counts = 1...ExecutionLimits.steps
        guard step.map(counts.contains) ?? true, steps.map(counts.contains) ?? true else {
            return "step and steps must be whole numbers from 1 to \(ExecutionLimits.steps)"
        }
        if let step, let steps, step > steps { return "step must be at most steps" }
        return ExecutionCommand.flaw(ofMessage: message)
    }
}
