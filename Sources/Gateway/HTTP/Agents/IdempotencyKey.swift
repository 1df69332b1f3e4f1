import Agents
import HTTPTypes
import Hummingbird
import Wire

/// A client's own name for a request that makes something, so that it may send it again: in the field `Idempotency-Key`
/// (draft-ietf-httpapi-idempotency-key-header, which quotes it; many do not) or as a member of the body.
enum IdempotencyKey {
    private static let field = HTTPField.Name("Idempotency-Key")
    private static let lengths = 1...ExecutionDraft.keyLimit

    /// The key in a body; nil for `null`.
    static func read(_ reader: inout JSONReader) throws -> String? {
        let token = try reader.readToken()
        return token.isNull ? nil : try token.line("idempotency_key", bytes: lengths)
    }

    /// The key of a request.
    ///
    /// - Parameter member: what its body says.
    /// - Throws: ``HTTPRefusal`` 400 when the field is malformed or says something else than the body.
    static func of(_ request: Request, member: String?) throws(HTTPRefusal) -> String? {
        guard let field, let value = request.headers[field] else { return member }
        let isQuoted = value.utf8.count > 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        let key = isQuoted ? String(value.dropFirst().dropLast()) : value
        guard lengths.contains(key.utf8.count), key.isLine else {
            throw .malformed("Idempotency-Key must have \(lengths.lowerBound) to \(lengths.upperBound) bytes")
        }
        guard member == nil || member == key else { throw .malformed("Idempotency-Key and idempotency_key differ") }
        return key
    }
}
