import Testing
import Wire

@testable import Gateway

@Suite("A handshake as an operation")
struct HandshakeOperationTests {
    @Test("ends with what comes first and never again")
    func once() {
        var opened = HandshakeOperation()
        let outcomes = [opened.opened(), opened.opened(), opened.refused(.forbidden), opened.closed(by: nil)]
        #expect(outcomes == [.ok, nil, nil, nil])
        var refused = HandshakeOperation()
        let refusals = [refused.refused(.forbidden), refused.closed(by: .forbidden), refused.opened()]
        #expect(refusals == [.clientError, nil, nil])
    }

    @Test("is the client's doing, unless the server failed or is ending")
    func outcomes() {
        let ends: [(CloseCode, OperationOutcome?)] = [
            (.unauthorized, .clientError), (.badRequest, .clientError), (.connectionLimit, .clientError), (.heartbeat, .clientError),
            (.internalError, .serverError), (.overloaded, .serverError), (.goingAway, nil),
        ]
        for (code, outcome) in ends {
            var refused = HandshakeOperation()
            var closed = HandshakeOperation()
            let got = [refused.refused(code), closed.closed(by: code)]
            #expect(got == [outcome, outcome], "\(code)")
        }
        var given = HandshakeOperation()
        let up = given.closed(by: nil)
        #expect(up == .clientError)
    }
}
