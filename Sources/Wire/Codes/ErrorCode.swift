/// The codes of `error` frames and of HTTP error bodies: a closed set, also the values of the label `code`.
public enum ErrorCode: String, Sendable, CaseIterable {
    /// Malformed JSON, or a field that is missing or out of range.
    case badFrame = "bad_frame"
    /// A `type` that this socket does not serve.
    case unknownType = "unknown_type"
    /// More bytes than the limit allows.
    case tooLarge = "too_large"
    /// What the frame refers to does not exist.
    case notFound = "not_found"
    /// The scope or the access is missing.
    case forbidden = "forbidden"
    /// The state does not allow it.
    case conflict = "conflict"
    /// Too many frames; try again after `retry_after_ms`.
    case rateLimited = "rate_limited"
    /// The token ran out; only `refresh` and `ping` are handled.
    case tokenExpired = "token_expired"
    /// The store cannot commit now.
    case storeUnavailable = "store_unavailable"
    /// A queue of the server is full.
    case overloaded = "overloaded"
    /// The model's provider failed.
    case modelError = "model_error"
    /// Something took longer than it may.
    case timeout = "timeout"
    /// The server stopped in the middle of it.
    case interrupted = "interrupted"
    /// A query that cannot be parsed or evaluated.
    case queryError = "query_error"
    /// A fault of the server.
    case `internal` = "internal"

    /// Whether an operation that ends with this code counts against the server (`server_error`) and not its client (`client_error`).
    public var isServerError: Bool {
        switch self {
        case .storeUnavailable, .overloaded, .modelError, .timeout, .interrupted, .internal: true
        case .badFrame, .unknownType, .tooLarge, .notFound, .forbidden, .conflict, .rateLimited, .tokenExpired, .queryError: false
        }
    }
}
