import Agents
import Wire

/// The members of a worker's event that are no objects.
struct WorkerEventFields {
    private let members: [String: JSONToken]

    init(_ members: [String: JSONToken]) {
        self.members = members
    }

    /// `{percentage, message?, step?, steps?}`
    func progress() throws(HTTPRefusal) -> ExecutionCommand {
        guard let percentage = members["percentage"] else { throw .malformed("percentage is missing") }
        var progress = ExecutionProgress(percentage: try percentage.number("percentage", 0...100))
        progress.message = try optional("message")?.text("message", bytes: 0...ExecutionLimits.messageBytes) ?? ""
        progress.step = try count("step", 1...Int64(ExecutionLimits.steps)).map { Int($0) }
        progress.steps = try count("steps", 1...Int64(ExecutionLimits.steps)).map { Int($0) }
        return .progress(progress)
    }

    /// `{delta}`
    func output() throws(HTTPRefusal) -> ExecutionCommand {
        guard let delta = members["delta"] else { throw .malformed("delta is missing") }
        return .output(try delta.text("delta", bytes: 1...ExecutionLimits.deltaBytes))
    }

    /// `{input_tokens?, output_tokens?, cost_usd?}`
    func usage() throws(HTTPRefusal) -> ExecutionCommand {
        let tokens = 0...Int64(ExecutionLimits.tokens)
        return .usage(
            inputTokens: Int(try count("input_tokens", tokens) ?? 0), outputTokens: Int(try count("output_tokens", tokens) ?? 0),
            costUSD: try optional("cost_usd")?.number("cost_usd", 0...ExecutionLimits.costUSD) ?? 0)
    }

    private func count(_ name: String, _ range: ClosedRange<Int64>) throws(HTTPRefusal) -> Int64? {
        guard let token = optional(name) else { return nil }
        return try token.integer(name, range)
    }

    /// A member that may be absent or `null`.
    private func optional(_ name: String) -> JSONToken? {
        members[name].flatMap { $0.isNull ? nil : $0 }
    }
}
