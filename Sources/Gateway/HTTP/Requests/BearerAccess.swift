import Agents
import Chat
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
        let token = TokenOffer.bearer(request.headers[values: .authorization]) ?? RequestTarget(request.uri.string).parameter("token")
        guard let principal = await authenticator.verifyFetching(token) else { throw .unauthorized }
        guard principal.scopes.allows(scopes) else {
            throw HTTPRefusal(.forbidden, .forbidden, "the token lacks the scope \(scopes)")
        }
        return principal
    }

    /// The bearer of a valid token with the scope `chat`, as `Chat` knows users.
    ///
    /// - Throws: ``HTTPRefusal`` 401 or 403.
    func chatUser(_ request: Request) async throws(HTTPRefusal) -> ChatUser {
        ChatUser(try await principal(request, scopes: .chat))
    }

    /// The bearer of a valid token with the scope `agents`, as `Agents` knows users.
    ///
    /// - Throws: ``HTTPRefusal`` 401 or 403.
    func agentUser(_ request: Request) async throws(HTTPRefusal) -> AgentUser {
        AgentUser(try await principal(request, scopes: .agents))
    }

    /// The bearer of a valid token with the scope `agents:write`, and what they may work for.
    ///
    /// - Throws: ``HTTPRefusal`` 401 or 403.
    func worker(_ request: Request) async throws(HTTPRefusal) -> AgentWorker {
        let principal = try await principal(request, scopes: .agentsWrite)
        return AgentWorker(userID: principal.userID, agents: principal.agents, isAdmin: principal.scopes.contains(.admin))
    }
}
