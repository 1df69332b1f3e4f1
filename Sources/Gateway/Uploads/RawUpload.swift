import Chat
import HTTPTypes
import Hummingbird

/// A file that is the body of its request, named in the query or in `Content-Disposition`.
struct RawUpload: UploadSource {
    let length: Int64?
    var bodyLength: Int64? { length }
    var longestLength: Int64? { length }
    private var body: UploadBody
    private let name: String?

    init(_ request: Request, _ body: UploadBody, named name: String?) {
        length = request.headers[.contentLength].flatMap { Int64($0) }
        self.body = body
        self.name = name ?? request.headers[.contentDisposition].flatMap { ContentDisposition($0)?.fileName }
    }

    func fileName() async throws -> String {
        guard let name else { throw UploadError.malformed("the file's name is missing: give ?file_name= or Content-Disposition") }
        return name
    }

    mutating func next() async throws -> [UInt8]? {
        try await body.next()
    }
}
