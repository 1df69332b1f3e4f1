import Agents
import Chat
import Hummingbird
import Identity
import Sockets
import Wire

/// Finds whose request it is: `Authorization: Bearer`, or `?token=`.
struct BearerAccess: Sendable {
    let authenticator: Authenticator
    /// What users may do, over HTTP and with their chat sockets together; nil is no limit.
    var chatRates: UserFrameRates?

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
        if let retry = chatRates?.take(user.id, at: MonotonicTime.nanoseconds()) {
            throw HTTPRefusal(ChatError(code: .rateLimited, message: "too many requests", retryAfterMilliseconds: retry))
        }
        return user
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
