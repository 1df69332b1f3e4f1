import Wire

/// Why a socket could not be let in.
struct AdmissionRefusal: Error, Equatable {
    /// What the socket is closed with.
    var code: CloseCode
    /// What the client reads beside the code.
    var message: String
    /// The label of the metric; from a closed set.
    var reason: String

    init(_ code: CloseCode, _ message: String, reason: String) {
        self.code = code
        self.message = message
        self.reason = reason
    }

    static let badToken = AdmissionRefusal(.unauthorized, Authenticator.refusal, reason: "token")
}
