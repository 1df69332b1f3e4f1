import HTTPTypes
import Hummingbird
import NIOCore
import Sockets

/// The body of an upload's request as it comes: what is not asked for is not read from the connection.
struct UploadBody {
    private var iterator: RequestBody.AsyncIterator
    private let channel: any Channel
    /// Whether the client waits to be told that its body is wanted (RFC 9110, section 10.1.1).
    private var isAwaited: Bool

    init(_ request: Request, _ channel: any Channel) {
        iterator = request.body.makeAsyncIterator()
        self.channel = channel
        isAwaited = request.headers[.expect]?.lowercased() == "100-continue"
    }

    /// The next bytes; nil at the end of the whole body.
    ///
    /// - Throws: when the connection ends before the body does.
    mutating func next() async throws -> [UInt8]? {
        if isAwaited {
            isAwaited = false
            InterimAnswer.sendContinue(on: channel)
        }
        guard let bytes = try await iterator.next() else { return nil }
        return Array(bytes.readableBytesView)
    }
}
