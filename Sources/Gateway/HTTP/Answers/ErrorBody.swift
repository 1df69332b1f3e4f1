import Hummingbird
import NIOCore
import Wire

/// The body of every HTTP error: `{"error":{"code","message"}}`.
enum ErrorBody {
    static func response(
        _ status: HTTPResponse.Status, code: String, message: String, fields: HTTPFields = [:], retryAfterMilliseconds: Int? = nil,
        expectedSequence: Int64? = nil
    ) -> Response {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        writer.member("code", code)
        writer.member("message", message)
        writer.member("retry_after_ms", retryAfterMilliseconds)
        writer.member("expected_sequence", expectedSequence)
        writer.endObject()
        writer.endObject()
        return JSONBody.response(writer.bytes, status: status, fields: fields)
    }
}

/// JSON that was written already, as a response.
enum JSONBody {
    static func response(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, fields: HTTPFields = [:]) -> Response {
        var headers = fields
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.contentLength] = String(bytes.count)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
