import Hummingbird
import Sockets
import Wire

extension HTTPRefusal {
    /// What came was no request: nothing after it can be read.
    init(_ fault: RequestFault) {
        switch fault {
        case .targetTooLong: self.init(.uriTooLong, .tooLarge, "the request's target is too long")
        case .headTooLarge: self.init(.requestHeaderFieldsTooLarge, .tooLarge, "the request's target or its fields are too long")
        case .malformed: self.init(.badRequest, .badFrame, "the request's head is malformed")
        }
    }

    /// The body came to no end that it could have: neither is there a next request.
    static let brokenBody = HTTPRefusal(
        .badRequest, .badFrame, "the request's body is malformed or ends too early", fields: [.connection: "close"])
}
