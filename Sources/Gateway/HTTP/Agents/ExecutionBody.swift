import Agents
import NIOCore
import Wire

/// The body of `POST /api/agents/executions`: `{agent, input?, labels?: {name: value}, idempotency_key?}`, the input any JSON.
/// Unknown members are ignored.
struct ExecutionBody {
    /// The most bytes of a body: the largest input, and the labels with all that they might escape.
    static let limit = ExecutionLimits.inputBytes + (128 << 10)
    /// Around an input stands the body here; a page, its events, one of them and its `execution` where it is shown.
    private static let levels = 3

    var agent: String
    var input = "null"
    var labels: [ExecutionLabel] = []
    var idempotencyKey: String?

    /// - Throws: ``HTTPRefusal`` 400 for anything else, 413 for a larger input.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        var agent: String?
        var (input, labels, key) = (input, labels, idempotencyKey)
        let expected = "the body must be a JSON object with agent, and with input, labels {name: value} and idempotency_key if wanted"
        try RequestJSON.read(body, expected: expected) { name, reader in
            switch name {
            case "agent": agent = try reader.readToken().identifier(name)
            case "input": input = try reader.readJSON(name, bytes: ExecutionLimits.inputBytes, within: Self.levels)
            case "labels": labels = try Self.labels(&reader)
            case "idempotency_key": key = try IdempotencyKey.read(&reader)
            default: try reader.skipValue()
            }
        }
        guard let agent else { throw .malformed("agent, the name of who is to do it, is missing") }
        self.agent = agent
        self.input = input
        self.labels = labels
        idempotencyKey = key
    }

    /// As they come; those that make it into an execution are put in order there.
    private static func labels(_ reader: inout JSONReader) throws -> [ExecutionLabel] {
        var labels: [ExecutionLabel] = []
        if try reader.readNull() { return [] }
        try reader.readObject("labels") { name, reader in
            guard Identifier.isValid(name) else {
                throw HTTPRefusal.malformed("the names of labels must be 1 to \(ExecutionLabel.nameLimit) characters of A-Z a-z 0-9 _ - .")
            }
            guard labels.count < ExecutionLabel.limit else {
                throw HTTPRefusal.malformed("labels must be at most \(ExecutionLabel.limit)")
            }
            let value = try reader.readToken().line("labels.\(name)", bytes: 0...ExecutionLabel.valueLimit)
            labels.append(ExecutionLabel(name: name, value: value))
        }
        return labels
    }
}
