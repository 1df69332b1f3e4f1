import Chat
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Wire

/// Files for conversations: send, fetch, take back. Scope `chat`.
///
/// The token may stand in the query, too, since a browser shows a picture by its address and sets no header; no log holds
/// a query, and ``DownloadAnswer`` forbids to pass the address on.
struct UploadRoutes: Sendable {
    let uploads: UploadService
    let access: BearerAccess

    func add(to router: some RouterMethods<GatewayContext>) {
        if uploads.takesFiles {
            router.post("api/conversations/{id}/uploads") { request, context in try await receive(request, context) }
        }
        router.get("api/uploads/{id}") { request, context in try await send(request, context) }
        router.head("api/uploads/{id}") { request, context in try await describe(request, context) }
        router.delete("api/uploads/{id}") { request, context in try await remove(request, context) }
    }

    private func receive(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.chatWriter(request)
        let id = try context.pathValue("id")
        let name = try HTTPQuery(request).text("file_name")
        do {
            let record = try await receive(request, context, named: name, in: id, user)
            let location = HTTPFields([.init(name: .location, value: UploadJSON.url(record))])
            return JSONBody.response(UploadJSON.bytes(record), status: .created, fields: location)
        } catch let error as UploadError {
            if let detail = error.error.detail { context.logger.error("Upload failed", metadata: ["detail": .string(detail)]) }
            throw HTTPRefusal(error)
        } catch let error as HTTPParserError {
            throw error
        } catch {
            // The connection ended in the middle of the body: to whoever counts and answers, a request that is not whole.
            throw HTTPParserError.invalidEOFState
        }
    }

    private func receive(
        _ request: Request, _ context: GatewayContext, named name: String?, in id: String, _ user: ChatUser
    ) async throws -> UploadRecord {
        let body = UploadBody(request, context.channel)
        switch FormBoundary(contentType: request.headers[.contentType]) {
        case .none: return try await uploads.receive(RawUpload(request, body, named: name), in: id, user: user)
        case .missing: throw UploadError.malformed("the form's boundary is missing or malformed")
        case .text(let boundary):
            return try await uploads.receive(FormUpload(request, body, boundary, named: name), in: id, user: user)
        }
    }

    private func send(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let record = try await find(request, context)
        let answer = DownloadAnswer(record, request.headers)
        guard answer.status != .rangeNotSatisfiable else {
            throw HTTPRefusal(.rangeNotSatisfiable, .badFrame, "the file has no such range", fields: answer.fields)
        }
        guard let range = answer.range else { return answer.withoutBody }
        let reader = try await uploads.open(record)
        return Response(status: answer.status, headers: answer.fields, body: Self.body(reader, range, context.channel.eventLoop))
    }

    /// The same without its body, and without ranges, which only `GET` knows (RFC 9110, section 14.2).
    private func describe(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let record = try await find(request, context)
        var fields = request.headers
        fields[.range] = nil
        return DownloadAnswer(record, fields).withoutBody
    }

    private func remove(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let user = try await access.chatWriter(request)
        try await uploads.remove(try context.pathValue("id"), user: user)
        return Response(status: .noContent)
    }

    private func find(_ request: Request, _ context: GatewayContext) async throws -> UploadRecord {
        let user = try await access.chatUser(request)
        return try await uploads.upload(try context.pathValue("id"), user: user)
    }

    /// Reads as the client takes it: a piece is in memory, never the file.
    ///
    /// Writing suspends once the connection's loop has said that the client is behind. A file from the kernel's cache comes faster
    /// than the loop gets to say so: therefore the loop is waited for after each piece.
    private static func body(_ reader: any UploadReader, _ range: ByteRange, _ loop: any EventLoop) -> ResponseBody {
        ResponseBody(contentLength: Int(range.count)) { writer in
            var offset = range.first
            while offset <= range.last {
                let bytes = try await reader.read(at: offset, count: Int(min(range.last - offset + 1, pieceBytes)))
                guard !bytes.isEmpty else { throw FileIsShort() }
                offset += Int64(bytes.count)
                try await writer.write(ByteBuffer(bytes: bytes))
                try await loop.submit {}.get()
            }
            try await writer.finish(nil)
        }
    }

    private static let pieceBytes: Int64 = 64 * 1024

    /// The file has fewer bytes than were noted: the connection ends, so that nobody takes the part for the whole.
    private struct FileIsShort: Error {}
}
