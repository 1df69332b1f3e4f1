import Chat
import Hummingbird
import Testing
import Wire

@testable import Gateway

@Suite("How an operation ended")
struct OutcomeTests {
    @Test("the server's own faults are server errors, everything else is the client's doing")
    func outcomes() {
        let serverErrors: Set<ErrorCode> = [.storeUnavailable, .overloaded, .modelError, .timeout, .interrupted, .internal]
        for code in ErrorCode.allCases {
            #expect(OperationOutcome(code) == (serverErrors.contains(code) ? .serverError : .clientError), "\(code)")
        }
        #expect([OperationOutcome.ok, .clientError, .serverError].map(\.rawValue) == ["ok", "client_error", "server_error"])
    }

    @Test("an HTTP status agrees with whose doing the error is")
    func statuses() {
        for code in ErrorCode.allCases {
            let refusal = HTTPRefusal(ChatError(code: code, message: "sentence"))
            #expect((refusal.status.code >= 500) == code.isServerError, "\(code)")
            #expect(refusal.status.code >= 400)
            #expect(refusal.message == "sentence")
        }
        #expect(HTTPRefusal(ChatError(code: .notFound, message: "")).status == .notFound)
        #expect(HTTPRefusal(ChatError(code: .storeUnavailable, message: "")).status == .serviceUnavailable)
        #expect(HTTPRefusal.unauthorized.fields[.wwwAuthenticate] == "Bearer")
    }
}
