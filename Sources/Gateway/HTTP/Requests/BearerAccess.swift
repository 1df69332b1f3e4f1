import Agents
import Chat
import Hummingbird
import Identity
import Sockets
import Wire

/// Finds whose request it is: `Authorization: Bearer`, or `?token=`.
struct BearerAccess: Sendable {
    let authenticator: Authenticator
    /// How much users may do, over HTTP and with their chat sockets together; nil is no limit.
    var rates: UserFrameRates?

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

    /// As ``chatUser(_:)``, of a request that changes something: counts as a frame of the user's.
    ///
    /// - Throws: ``HTTPRefusal`` 401, 403, or 429 when the user does too much.
    func chatWriter(_ request: Request) async throws(HTTPRefusal) -> ChatUser {
        let user = try await chatUser(request)
        try count(user.id)
        return user
    }

    /// The bearer of a valid token with the scope `agents`, as `Agents` knows users.
    ///
    /// - Throws: ``HTTPRefusal`` 401 or 403.
    func agentUser(_ request: Request) async throws(HTTPRefusal) -> AgentUser {
        AgentUser(try await principal(request, scopes: .agents))
    }

    /// As ``agentUser(_:)``, of a request that changes something: counts as a frame of the user's chat sockets.
    ///
    /// - Throws: ``HTTPRefusal`` 401, 403, or 429 when the user does too much.
    func agentWriter(_ request: Request) async throws(HTTPRefusal) -> AgentUser {
        let user = try await agentUser(request)
        try count(user.id)
        return user
    }

    /// The bearer of a valid token with the scope `agents:write`, and what they may work for.
    ///
    /// - Throws: ``HTTPRefusal`` 401 or 403.
    func worker(_ request: Request) async throws(HTTPRefusal) -> AgentWorker {
        let principal = try await principal(request, scopes: .agentsWrite)
        return AgentWorker(userID: principal.userID, agents: principal.agents, isAdmin: principal.scopes.contains(.admin))
    }

    private func count(_ userID: String) throws(HTTPRefusal) {
        if let retry = rates?.take(userID, at: MonotonicTime.nanoseconds()) { throw .tooManyRequests(retryAfterMilliseconds: retry) }
    }
}
