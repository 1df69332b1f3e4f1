import NIOCore
import Wire

/// The body of `POST /api/agents/executions/<id>/retry`: `{idempotency_key?}`, or none. Unknown members are ignored.
struct RetryBody {
    var idempotencyKey: String?

    /// - Throws: ``HTTPRefusal`` 400 for anything else.
    init(_ body: ByteBuffer) throws(HTTPRefusal) {
        guard body.readableBytes > 0 else { return }
        var key: String?
        try RequestJSON.read(body, expected: "the body must be a JSON object with idempotency_key, or none") { name, reader in
            guard name == "idempotency_key" else { return try reader.skipValue() }
            key = try IdempotencyKey.read(&reader)
        }
        idempotencyKey = key
    }
}
