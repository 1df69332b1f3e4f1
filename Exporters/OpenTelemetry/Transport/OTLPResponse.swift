/// An answer of the collector.
public struct OTLPResponse: Sendable, Hashable {
    /// Bytes of a body that are kept at most: an answer of OTLP is a number and a sentence.
    public static let bodyLimit = 64 * 1_024

    /// The status code of HTTP.
    public var status: Int

    /// The header `Retry-After`.
    public var retryAfter: String?

    /// The header `Content-Type`.
    public var contentType: String?

    /// The body, as far as ``bodyLimit``.
    public var body: [UInt8]

    /// Whether there was more of the body.
    public var isBodyCut: Bool

    public init(status: Int, retryAfter: String? = nil, contentType: String? = nil, body: [UInt8] = [], isBodyCut: Bool = false) {
        self.status = status
        self.retryAfter = retryAfter
        self.contentType = contentType
        self.body = body
        self.isBodyCut = isBodyCut
    }
}
