import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// An answer as a client has it.
struct HTTPAnswer {
    let status: Int
    let headers: HTTPFields
    let text: String

    init(_ response: Response) async throws {
        status = response.status.code
        headers = response.headers
        let bytes = Collector.Bytes()
        try await response.body.write(Collector(bytes: bytes))
        text = String(buffer: bytes.buffer.withLock { $0 })
    }

    /// The body of an error.
    static func error(_ code: String, _ message: String) -> String {
        #"{"error":{"code":"\#(code)","message":"\#(message)"}}"#
    }

    private struct Collector: ResponseBodyWriter {
        final class Bytes: Sendable {
            let buffer = Mutex(ByteBuffer())
        }

        let bytes: Bytes

        func write(_ buffer: ByteBuffer) async throws {
            bytes.buffer.withLock { _ = $0.writeImmutableBuffer(buffer) }
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
