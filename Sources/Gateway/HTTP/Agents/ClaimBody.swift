import Agents
import NIOCore
import Wire

/// The body of `POST /api/agents/claims`: `{worker, agents?: [name], wait_ms?}`. Unknown members are ignored; `Agents` judges what
/// the others say.
struct ClaimBody {
    let request: ClaimRequest

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        var worker: String?
        var agents: [String]?
        var wait = 0
        try RequestJSON.read(body, expected: "the body must be a JSON object with worker, and with agents [name] and wait_ms if wanted") {
            name, reader in
            switch name {
            case "worker": worker = try reader.readToken().text(name)
            case "agents": agents = try Self.agents(try reader.readToken())
            case "wait_ms": wait = try reader.readToken().integer(name)
            default: try reader.skipValue()
            }
        }
        guard let worker else { throw .malformed("worker, a name for who asks, is missing") }
        request = ClaimRequest(worker: worker, agents: agents, waitMilliseconds: wait)
    }

    private static func agents(_ token: JSONToken) throws -> [String]? {
        if token.isNull { return nil }
        guard case .array(let elements) = token, (1...ClaimRequest.agentLimit).contains(elements.count) else {
            throw HTTPRefusal.malformed("agents must be an array of 1 to \(ClaimRequest.agentLimit) names")
        }
        return try elements.tokens().enumerated().map { index, token in try token.identifier("agents[\(index)]") }
    }
}
