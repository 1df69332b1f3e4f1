import HTTPTypes
import Hummingbird
import NIOCore
import Sockets
import Wire

/// Reads the JSON object that a request carries.
enum RequestJSON {
    /// The request's body.
    ///
    /// - Parameter limit: the most bytes that it may have; small JSON, ``GatewayContext/maxUploadSize``, unless said otherwise.
    /// - Throws: ``HTTPRefusal`` 415 when it says that it is something else than JSON, without a word it is taken for JSON; 413
    ///   when it is larger, at once where it says so itself.
    static func body(_ request: Request, _ context: GatewayContext, atMost limit: Int? = nil) async throws -> ByteBuffer {
        if let type = request.headers[.contentType], !MediaType(type).isJSON {
            throw HTTPRefusal(.unsupportedMediaType, .badFrame, "the body must be application/json", fields: [.accept: "application/json"])
        }
        let limit = limit ?? context.maxUploadSize
        let tooLarge = HTTPRefusal(.contentTooLarge, .tooLarge, "the body must have at most \(limit) bytes")
        if let length = request.headers[.contentLength], Int(length).map({ $0 > limit }) ?? true { throw tooLarge }
        if request.headers[.expect]?.lowercased() == "100-continue" { InterimAnswer.sendContinue(on: context.channel) }
        do {
            return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
    }

    /// Reads an object member by member.
    ///
    /// - Parameters:
    ///   - expected: what to tell the client when the body is anything else.
    ///   - member: reads the value of one member; must skip those that it does not know.
    /// - Throws: ``HTTPRefusal`` 400.
    static func read(
        _ body: ByteBuffer, expected: String, member: (String, inout JSONReader) throws -> Void
    ) throws(HTTPRefusal) {
        do {
            try body.withUnsafeReadableBytes { bytes in
                var reader = JSONReader(bytes)
                try reader.readObject(member: member)
                try reader.finish()
            }
        } catch let refusal as HTTPRefusal {
            throw refusal
        } catch {
            throw .malformed(expected)
        }
    }
}
