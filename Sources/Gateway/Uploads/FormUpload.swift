import Chat
import HTTPTypes
import Hummingbird

/// A file that is a part of a form, as browsers send it (RFC 7578). Other fields of the form are read and forgotten.
struct FormUpload: UploadSource {
    var length: Int64? { nil }
    let bodyLength: Int64?
    private var body: UploadBody
    private var parser: FormParser
    private let name: String?
    /// Bytes of other fields.
    private var passedOver = 0
    /// Bytes of the body so far.
    private var received: Int64 = 0
    /// What is left of the body for the file when its head was read.
    private(set) var longestLength: Int64?
    /// Parts so far.
    private var parts = 0

    /// More than the fields beside a file take.
    private static let passedOverLimit = 64 * 1024
    /// Each part costs a search for its end, however little it holds.
    private static let partLimit = 100

    /// - Parameter name: the file's, instead of what the form says.
    init(_ request: Request, _ body: UploadBody, _ boundary: String, named name: String?) {
        bodyLength = request.headers[.contentLength].flatMap { Int64($0) }
        self.body = body
        self.name = name
        parser = FormParser(boundary: boundary)
    }

    mutating func fileName() async throws -> String {
        guard let found = try await nextFile() else { throw UploadError.malformed("the form holds no file") }
        longestLength = bodyLength.map { max(0, $0 - received + Int64(parser.waiting - parser.shortestEnd)) }
        return name ?? found
    }

    mutating func next() async throws -> [UInt8]? {
        if case .content(let bytes) = try await event() { return bytes }
        // The file is whole. It counts when the form is, too.
        guard try await nextFile() == nil else { throw UploadError.malformed("the form must hold one file") }
        return nil
    }

    /// The name of the next file in the form; nil at the end of the form.
    private mutating func nextFile() async throws -> String? {
        while true {
            switch try await event() {
            case .part(let part):
                parts += 1
                guard parts <= Self.partLimit else { throw UploadError.malformed("the form has more than \(Self.partLimit) parts") }
                if let name = part.fileName { return name }
            case .content(let bytes):
                passedOver += bytes.count
                guard passedOver <= Self.passedOverLimit else { throw UploadError.malformed("the form holds too much beside its file") }
            case .partEnd: continue
            case .end: return nil
            }
        }
    }

    private mutating func event() async throws -> FormParser.Event {
        while true {
            do {
                if let event = try parser.next() { return event }
            } catch {
                throw UploadError.malformed("the form is malformed: \(error.reason)")
            }
            guard let bytes = try await body.next() else { throw UploadError.malformed("the form ends before its end") }
            received += Int64(bytes.count)
            parser.append(bytes)
        }
    }
}
