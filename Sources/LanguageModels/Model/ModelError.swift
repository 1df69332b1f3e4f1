/// Why a model gave no answer, or only the beginning of one.
public struct ModelError: Error, Sendable, Equatable {
    /// A closed set, also values of the label `error_type`.
    public enum Code: String, Sendable, CaseIterable {
        /// The provider cannot be reached.
        case unreachable
        /// No connection, no first text or no further text in time.
        case timeout
        /// The provider has too many requests (429), after all retries.
        case rateLimited = "rate_limited"
        /// The provider failed (5xx), after all retries.
        case upstream
        /// The provider refused the request (4xx): the key, the model or the parameters are wrong.
        case refused
        /// The stream was not what the protocol says, or held an error.
        case malformed
        /// The stream ended before the answer did.
        case truncated
        /// What came was larger than allowed.
        case tooLarge = "too_large"
        /// The caller's task was cancelled.
        case cancelled
    }

    public var code: Code
    /// What users may be told: never the provider's own text, which may hold the key or the prompt.
    public var message: String
    /// What the log should say in addition; secrets are not in it.
    public var detail: String?
    /// What was taken all the same, as far as the provider had said so by then; nil when it had not.
    public var usage: ModelUsage?

    /// An error.
    public init(_ code: Code, _ message: String, detail: String? = nil, usage: ModelUsage? = nil) {
        self.code = code
        self.message = message
        self.detail = detail
        self.usage = usage
    }
}
