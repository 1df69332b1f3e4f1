import Hummingbird
import Identity
import Wire

/// Finds whose request it is: `Authorization: Bearer`, or `?token=`.
struct BearerAccess: Sendable {
    let authenticator: Authenticator

    /// The bearer of a valid token with all of `scopes`.
    ///
    /// - Throws: ``HTTPRefusal`` 401 or 403.
    func principal(_ request: Request, scopes: Scopes) async throws(HTTPRefusal) -> Principal {
        let token = TokenOffer.bearer(request.headers[values: .authorization]) ?? request.uri.queryParameters["token"].map(String.init)
        guard let principal = await authenticator.verifyFetching(token) else { throw .unauthorized }
        guard principal.scopes.allows(scopes) else {
            throw HTTPRefusal(.forbidden, .forbidden, "the token lacks the scope \(scopes)")
        }
        return principal
    }
}
