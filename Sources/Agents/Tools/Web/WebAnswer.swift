/// What a server on the web answered.
public struct WebAnswer: Sendable, Equatable {
    /// Where it came from, after redirects.
    public var target: WebTarget
    /// The status of HTTP.
    public var status: Int
    public var contentType: String?
    /// As it came, at most ``WebLimits/bytes``.
    public var body: [UInt8]
    /// Whether there was more.
    public var isCut: Bool

    /// An answer.
    public init(target: WebTarget, status: Int, contentType: String?, body: [UInt8], isCut: Bool) {
        self.target = target
        self.status = status
        self.contentType = contentType
        self.body = body
        self.isCut = isCut
    }
}
