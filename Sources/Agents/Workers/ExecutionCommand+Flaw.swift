import Wire

extension ExecutionCommand {
    /// What is wrong with a report, in words for who sent it; nil when nothing is.
    public var flaw: String? {
        switch self {
        case .progress(let progress): progress.flaw
        case .output(let delta): Self.flaw(of: "delta", delta, bytes: 1...ExecutionLimits.deltaBytes)
        case .usage(let inputTokens, let outputTokens, let costUSD): Self.flaw(inputTokens, outputTokens, costUSD)
        case .complete(let output): Self.flaw(ofResult: output)
        case .fail(let failure): Self.flaw(failure)
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

    fileprivate static func flaw(of name: String, _ text: String, bytes limits: ClosedRange<Int>) -> String? {
        guard !limits.contains(text.utf8.count) else { return nil }
        return "\(name) must have \(limits.lowerBound == 0 ? "at most" : "\(limits.lowerBound) to") \(limits.upperBound) bytes"
    }

    fileprivate static func flaw(of name: String, _ number: Int, _ limits: ClosedRange<Int>) -> String? {
        limits.contains(number) ? nil : "\(name) must be a whole number from \(limits.lowerBound) to \(limits.upperBound)"
    }

    fileprivate static func flaw(of name: String, _ number: Double, _ limits: ClosedRange<Double>) -> String? {
        limits.contains(number) ? nil : "\(name) must be a number from \(Int(limits.lowerBound)) to \(Int(limits.upperBound))"
    }

    private static func flaw(_ inputTokens: Int, _ outputTokens: Int, _ costUSD: Double) -> String? {
        let tokens = 0...ExecutionLimits.tokens
        return flaw(of: "input_tokens", inputTokens, tokens) ?? flaw(of: "output_tokens", outputTokens, tokens)
            ?? flaw(of: "cost_usd", costUSD, 0...ExecutionLimits.costUSD)
    }

    private static func flaw(_ failure: ExecutionFailure) -> String? {
        guard WorkerReport.failureCodes.contains(failure.code) else {
            return "error.code must be one of: \(WorkerReport.failureCodes.map(\.rawValue).joined(separator: ", "))"
        }
        return flaw(of: "error.message", failure.message, bytes: 0...ExecutionLimits.messageBytes)
    }

    private static func flaw(ofResult output: String?) -> String? {
        guard let output else { return nil }
        return flaw(of: "output", output, bytes: 0...ExecutionLimits.resultBytes)
            ?? (output.isJSONText ? nil : "output must be one JSON text")
    }
}

extension ExecutionProgress {
    fileprivate var flaw: String? {
        let counts = 1...ExecutionLimits.steps
        if let step, let steps, step > steps { return "step must be at most steps" }
        return ExecutionCommand.flaw(of: "percentage", percentage, 0...100)
            ?? step.flatMap { ExecutionCommand.flaw(of: "step", $0, counts) }
            ?? steps.flatMap { ExecutionCommand.flaw(of: "steps", $0, counts) }
            ?? ExecutionCommand.flaw(of: "message", message, bytes: 0...ExecutionLimits.messageBytes)
    }
}
