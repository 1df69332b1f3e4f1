import Wire

/// Why something that was asked did not happen, in the words of the protocol.
public struct AgentError: Error, Sendable, Equatable {
    public var code: ErrorCode
    /// What to tell the client: what is wrong and what to do.
    public var message: String
    /// When to try again, milliseconds; nil when nobody knows.
    public var retryAfterMilliseconds: Int?
    /// For `wrong sequence`: what the next report's number has to be.
    public var expectedSequence: Int64?
    /// Whether the server is ending: another may be asked, this one no more.
    public var isEnding = false

    /// An error.
    public init(_ code: ErrorCode, _ message: String, retryAfterMilliseconds: Int? = nil, expectedSequence: Int64? = nil) {
        self.code = code
        self.message = message
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.expectedSequence = expectedSequence
    }
}
