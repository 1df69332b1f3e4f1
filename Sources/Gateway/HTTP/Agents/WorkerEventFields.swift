import Agents
import Wire

/// The members of a worker's event that are no objects, read as what they are; ``Agents/ExecutionCommand/flaw`` judges them.
struct WorkerEventFields {
    private let members: [String: JSONToken]

    init(_ members: [String: JSONToken]) {
        self.members = members
    }

    /// `{percentage, message?, step?, steps?}`
    func progress() throws(HTTPRefusal) -> ExecutionCommand {
        guard let percentage = members["percentage"] else { throw .malformed("percentage is missing") }
        var progress = ExecutionProgress(percentage: try percentage.number("percentage"))
        progress.message = try optional("message")?.text("message") ?? ""
        progress.step = try optional("step")?.integer("step")
        progress.steps = try optional("steps")?.integer("steps")
        return .progress(progress)
    }

    /// `{delta}`
    func output() throws(HTTPRefusal) -> ExecutionCommand {
        guard let delta = members["delta"] else { throw .malformed("delta is missing") }
        return .output(try delta.text("delta"))
    }

    /// `{input_tokens?, output_tokens?, cost_usd?}`
    func usage() throws(HTTPRefusal) -> ExecutionCommand {
        .usage(
            inputTokens: try optional("input_tokens")?.integer("input_tokens") ?? 0,
            outputTokens: try optional("output_tokens")?.integer("output_tokens") ?? 0,
            costUSD: try optional("cost_usd")?.number("cost_usd") ?? 0)
    }

    /// A member that may be absent or `null`.
    private func optional(_ name: String) -> JSONToken? {
        members[name].flatMap { $0.isNull ? nil : $0 }
    }
}
