import NIOCore
import Wire

/// The body of `POST /api/agents/executions/<id>/cancel`: `{reason?}`, or none. Unknown members are ignored.
struct CancelBody {
    var reason: String?

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        guard body.readableBytes > 0 else { return }
        var reason: String?
        try RequestJSON.read(body, expected: "the body must be a JSON object with reason, or none") { name, reader in
            guard name == "reason" else { return try reader.skipValue() }
            let token = try reader.readToken()
            reason = token.isNull ? nil : try token.text(name, bytes: 0...AgentClientFrame.reasonLimit)
        }
        self.reason = reason
    }
}
