import Identity
import Sockets
import Wire

/// Lets a new socket in or turns it away, with the close code that says why; what a session does first.
///
/// Refusals come after the upgrade so that browsers can see the code. Confined to the connection's event loop.
struct Admission {
    let endpoint: Endpoint
    let scope: Scopes
    let authenticator: Authenticator
    let limits: ConnectionLimits
    let operations: EndpointOperations

    /// Takes a place within the limits, checks the token and the scope.
    ///
    /// - Parameter admitted: called on the connection's loop, at once unless the token's key has to be fetched first.
    func admit(_ connection: Connection, token: String?, admitted: @escaping @Sendable (Principal) -> Void) {
        switch authenticator.verify(token) {
        case .principal(let principal):
            check(principal, connection, admitted)
        case .refused:
            refuse(connection, .unauthorized, Authenticator.refusal, reason: "token")
        case .unknownKey:
            let authenticator = authenticator
            Task {
                let principal = await authenticator.verifyFetching(token)
                connection.post {
                    guard let principal else {
                        return refuse(connection, .unauthorized, Authenticator.refusal, reason: "token")
                    }
                    check(principal, connection, admitted)
                }
            }
        }
    }

    /// Takes the socket's place on the node and from its address.
    ///
    /// - Returns: false when the socket was refused; nothing was taken then.
    func takePlace(_ connection: Connection) -> Bool {
        do throws(ConnectionLimits.Excess) {
            try limits.acquire(address: connection.remoteAddress)
            return true
        } catch {
            let isNode = error == .node
            refuse(
                connection, isNode ? .overloaded : .connectionLimit,
                isNode ? "this server has all the sockets it may have" : "too many sockets from this address", reason: error.rawValue)
            return false
        }
    }

    private func check(_ principal: Principal, _ connection: Connection, _ admitted: (Principal) -> Void) {
        guard connection.isOpen else { return }
        guard principal.scopes.allows(scope) else {
            return refuse(connection, .forbidden, "the token lacks the scope \(scope)", reason: "scope")
        }
        admitted(principal)
    }

    /// Closes a socket that could not be let in, and counts the handshake by whose doing that was.
    func refuse(_ connection: Connection, _ code: CloseCode, _ message: String, reason: String) {
        connection.loop.countRefused(endpoint, reason: reason)
        if code != .goingAway {
            let outcome: OperationOutcome = code == .internalError || code == .overloaded ? .serverError : .clientError
            operations.count("handshake", outcome, nanoseconds: connection.age)
        }
        connection.close(code, reason: message)
    }
}
