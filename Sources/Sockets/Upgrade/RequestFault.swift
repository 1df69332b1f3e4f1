import HTTPTypes

/// Why no request could be made of what came over an HTTP connection.
///
/// The router answers it as a request of a kind of its own, so that it is counted and told like every other refusal. No peer can
/// make such a request: the scheme is the server's to say.
public enum RequestFault: String, Sendable, CaseIterable {
    /// The target is longer than a line may be (RFC 9110, section 15.5.15).
    case targetTooLong = "fault-target"
    /// The head has more fields, or longer ones, than the server reads (RFC 6585, section 5).
    case headTooLarge = "fault-size"
    /// It is not HTTP, or breaks its rules (RFC 9112, section 2.2).
    case malformed = "fault-form"

    /// What stands for it; nothing is read after it.
    var request: HTTPRequest {
        HTTPRequest(method: .get, scheme: rawValue, authority: nil, path: "*", headerFields: [.connection: "close"])
    }

    /// - Returns: nil for a request that came as one.
    public init?(_ request: HTTPRequest) {
        guard let scheme = request.scheme, let fault = Self(rawValue: scheme) else { return nil }
        self = fault
    }
}
