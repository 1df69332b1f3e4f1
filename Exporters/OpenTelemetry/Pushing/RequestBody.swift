import Compression

/// Makes the bodies of requests out of messages.
struct RequestBody: ~Copyable {
    private let compression: OTLPCompression
    private var encoder: GzipEncoder?

    /// What is sent, and the header `Content-Encoding` for it.
    struct Content {
        var bytes: [UInt8] = []
        var encoding: String?
    }

    init(_ compression: OTLPCompression) {
        self.compression = compression
        encoder = nil
    }

    /// - Parameter message: only read during the call.
    mutating func content(_ message: UnsafeRawBufferPointer) -> Content {
        guard compression == .gzip, let bytes = try? compressed(message) else { return Content(bytes: Array(message)) }
        return Content(bytes: bytes, encoding: "gzip")
    }

    /// The state is made when it is first needed and kept.
    private mutating func compressed(_ message: UnsafeRawBufferPointer) throws(CompressionError) -> [UInt8] {
        if encoder == nil { encoder = try GzipEncoder() }
        try encoder?.append(message)
        return try encoder?.finish() ?? []
    }
}
