/// The bytes of an answer, in memory that is used again when the last copy is let go.
///
/// An answer counts as in flight until then, so whoever sends it should let go of it when it is sent, and should not wait
/// for ever for a scraper that does not read.
public struct ScrapeBody: Sendable {
    /// Bytes that are worth handing to a socket at once: 64 KiB.
    public static let chunkSize = 64 * 1_024

    private let rendered: RenderedBytes
    private let lease: ScrapeLease?

    init(_ rendered: RenderedBytes, lease: ScrapeLease? = nil) {
        self.rendered = rendered
        self.lease = lease
    }

    /// The same bytes, in flight for as long as this body lives.
    func holding(_ lease: ScrapeLease) -> ScrapeBody {
        ScrapeBody(rendered, lease: lease)
    }

    /// Bytes in all: the header `Content-Length`.
    public var count: Int {
        rendered.bytes.count
    }

    /// Lends the bytes; they are valid only during the call.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(rendered.bytes) }
    }

    /// Lends the chunk that begins at `offset`, at most ``chunkSize`` bytes; nil at the end.
    ///
    /// ```swift
    /// var offset = 0
    /// while let chunk = body.withChunk(at: offset, { ByteBuffer(bytes: $0) }) {
    ///     offset += chunk.readableBytes
    ///     try await writer.write(chunk)
    /// }
    /// ```
    public func withChunk<Result>(at offset: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result? {
        guard offset >= 0, offset < count else { return nil }
        return try withUnsafeBytes { bytes in
            try body(UnsafeRawBufferPointer(rebasing: bytes[offset..<min(offset + Self.chunkSize, bytes.count)]))
        }
    }

    /// A copy of the bytes.
    public var bytes: [UInt8] {
        withUnsafeBytes { Array($0) }
    }
}
