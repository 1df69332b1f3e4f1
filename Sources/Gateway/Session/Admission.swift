import Identity
import Sockets
import Wire

/// Decides whether a new socket is let in, and with which close code it is turned away: what a session asks first.
///
/// Confined to the connection's event loop.
struct Admission {
    let endpoint: Endpoint
    let scope: Scopes
    let authenticator: Authenticator
    let limits: ConnectionLimits
    let operations: EndpointOperations

    /// Checks the token and its scope.
    ///
    /// - Parameter decided: called on the connection's loop, at once unless the token's key has to be fetched first.
    func check(
        _ token: String?, _ connection: Connection, decided: @escaping @Sendable (Result<Principal, AdmissionRefusal>) -> Void
    ) {
        switch authenticator.verify(token) {
        case .principal(let principal):
            decided(checkScope(principal))
        case .refused:
            decided(.failure(.badToken))
        case .unknownKey:
            let authenticator = authenticator
            Task {
                let principal = await authenticator.verifyFetching(token)
                connection.post { decided(principal.map(checkScope) ?? .failure(.badToken)) }
            }
        }
    }

    /// Takes the socket's place on the node and from its address.
    ///
    /// - Throws: ``AdmissionRefusal``; nothing was taken then.
    func takePlace(_ connection: Connection) throws(AdmissionRefusal) {
        do throws(ConnectionLimits.Excess) {
            try limits.acquire(address: connection.remoteAddress)
        } catch {
            let isNode = error == .node
            throw AdmissionRefusal(
                isNode ? .overloaded : .connectionLimit,
                isNode ? "this server has all the sockets it may have" : "too many sockets from this address", reason: error.rawValue)
        }
    }

    private func checkScope(_ principal: Principal) -> Result<Principal, AdmissionRefusal> {
        guard principal.scopes.allows(scope) else {
            return .failure(AdmissionRefusal(.forbidden, "the token lacks the scope \(scope)", reason: "scope"))
        }
        return .success(principal)
    }
}
