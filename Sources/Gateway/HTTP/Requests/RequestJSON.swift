import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// Reads the JSON object that a request carries.
enum RequestJSON {
    /// The request's body.
    ///
    /// - Throws: ``HTTPRefusal`` 415 when it says that it is something else than JSON; without a word it is taken for JSON.
    static func body(_ request: Request, _ context: GatewayContext) async throws -> ByteBuffer {
        if let type = request.headers[.contentType], !isJSON(type) {
            throw HTTPRefusal(.unsupportedMediaType, .badFrame, "the body must be application/json", fields: [.accept: "application/json"])
        }
        return try await request.body.collect(upTo: context.maxUploadSize)
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
                var seen: Set<String> = []
                try reader.beginObject()
                while let name = try reader.nextMember()?.string() {
                    // Readers disagree on which of two counts.
                    guard seen.insert(name).inserted else { throw HTTPRefusal.malformed("a member comes twice in the body") }
                    try member(name, &reader)
                }
                try reader.finish()
            }
        } catch let refusal as HTTPRefusal {
            throw refusal
        } catch {
            throw .malformed(expected)
        }
    }

    private static func isJSON(_ type: String) -> Bool {
        let name = type.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        return name == "application/json" || name == "text/json" || name.hasSuffix("+json")
    }
}
