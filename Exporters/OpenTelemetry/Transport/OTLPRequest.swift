/// A request to the collector: always a `POST`.
public struct OTLPRequest: Sendable, Hashable {
    /// The whole URL.
    public var url: String

    /// All headers but those that follow from the URL and the length of the body.
    public var headers: [OTLPHeader]

    public var body: [UInt8]

    /// How long the answer may take, in nanoseconds. The sender cancels the task after it, too.
    public var timeoutNanoseconds: Int64

    public init(url: String, headers: [OTLPHeader], body: [UInt8], timeoutNanoseconds: Int64) {
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutNanoseconds = timeoutNanoseconds
    }
}
