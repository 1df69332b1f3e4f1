import Agents
import Chat
import Hummingbird
import NIOCore
import Wire

/// An HTTP request that ends in an error of the protocol.
struct HTTPRefusal: Error {
    var status: HTTPResponse.Status
    var code: ErrorCode
    var message: String
    var fields: HTTPFields = [:]
    var retryAfterMilliseconds: Int?
    /// The number that a worker's next report has to have.
    var expectedSequence: Int64?
    /// The template that it counts under, where the router found no route.
    var operation: String?

    init(_ status: HTTPResponse.Status, _ code: ErrorCode, _ message: String, fields: HTTPFields = [:]) {
        self.status = status
        self.code = code
        self.message = message
        self.fields = fields
    }

    /// A refusal of `Chat` with the status that fits its code.
    init(_ error: ChatError) {
        self.init(error.code, error.message, retryAfterMilliseconds: error.retryAfterMilliseconds)
    }

    /// A refusal of `Agents` with the status that fits its code.
    init(_ error: AgentError) {
        self.init(error.code, error.message, retryAfterMilliseconds: error.retryAfterMilliseconds)
        expectedSequence = error.expectedSequence
    }

    private init(_ code: ErrorCode, _ message: String, retryAfterMilliseconds: Int?) {
        self.init(Self.status(code), code, message)
        self.retryAfterMilliseconds = retryAfterMilliseconds
        if let wait = retryAfterMilliseconds { fields[.retryAfter] = String((wait + 999) / 1000) }
    }

    static let unauthorized = HTTPRefusal(
        .unauthorized, .forbidden, Authenticator.refusal, fields: [.wwwAuthenticate: "Bearer"])

    /// The request does not say what it must.
    static func malformed(_ message: String) -> HTTPRefusal {
        HTTPRefusal(.badRequest, .badFrame, message)
    }

    /// The user does more than they may.
    static func tooManyRequests(retryAfterMilliseconds: Int) -> HTTPRefusal {
        HTTPRefusal(.rateLimited, "too many requests", retryAfterMilliseconds: retryAfterMilliseconds)
    }

    var response: Response {
        ErrorBody.response(
            status, code: code.rawValue, message: message, fields: fields, retryAfterMilliseconds: retryAfterMilliseconds,
            expectedSequence: expectedSequence)
    }

    private static func status(_ code: ErrorCode) -> HTTPResponse.Status {
        switch code {
        case .badFrame, .unknownType, .queryError: .badRequest
        case .tooLarge: .contentTooLarge
        case .notFound: .notFound
        case .forbidden: .forbidden
        case .conflict: .conflict
        case .rateLimited: .tooManyRequests
        case .tokenExpired: .unauthorized
        case .storeUnavailable, .overloaded, .interrupted: .serviceUnavailable
        case .modelError: .badGateway
        case .timeout: .gatewayTimeout
        case .internal: .internalServerError
        }
    }
}
