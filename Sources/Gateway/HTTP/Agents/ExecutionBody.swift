import Agents
import NIOCore
import Wire

/// The body of `POST /api/agents/executions`: `{agent, input?, labels?: {name: value}, idempotency_key?}`, the input any JSON.
/// Unknown members are ignored; `Agents` judges what the others say.
struct ExecutionBody {
    /// The most bytes of a body: the largest input, and the labels with all that they might escape.
    static let limit = ExecutionLimits.inputBytes + (128 << 10)
    /// Around an input stands the body here; a page, its events, one of them and its `execution` where it is shown.
    private static let levels = 3

    var agent: String
    var input = "null"
    var labels: [ExecutionLabel] = []
    var idempotencyKey: String?

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        var agent: String?
        var (input, labels, key) = (input, labels, idempotencyKey)
        let expected = "the body must be a JSON object with agent, and with input, labels {name: value} and idempotency_key if wanted"
        try RequestJSON.read(body, expected: expected) { name, reader in
            switch name {
            case "agent": agent = try reader.readToken().identifier(name)
            case "input": input = try reader.readJSON(name, within: Self.levels)
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
            labels.append(ExecutionLabel(name: name, value: try reader.readToken().text("the value of a label")))
        }
        return labels
    }
}
