import Chat
import Identity
import Sockets
import Wire

/// One chat socket: turns frames into calls on ``ChatService`` and answers into frames.
///
/// Confined to the connection's event loop.
// @unchecked: every stored property that changes is touched on the connection's event loop only; other threads get back
// there through `Connection.post`.
final class ChatSession: SocketSession, @unchecked Sendable {
    /// The life of a session.
    enum State {
        /// Before the token was checked and the room entered. Exits: live, closed.
        case entering
        /// Exits: closed.
        case live(Room)
        case closed
    }

    let endpoint: ChatEndpoint
    let conversationID: String
    let guardian: SessionGuard
    var state = State.entering
    var user = ChatUser(id: "", name: "")
    var queries = QueryQueue<HistoryQuery>()
    /// What the client asked to be caught up from.
    let since: Since
    private var hasUserPlace = false

    init(endpoint: ChatEndpoint, conversationID: String, since: String?, token: String?) {
        self.endpoint = endpoint
        self.conversationID = conversationID
        self.since = Since(since)
        guardian = SessionGuard(
            admission: Admission(
                endpoint: .chat, scope: .chat, authenticator: endpoint.authenticator, limits: endpoint.limits,
                operations: endpoint.operations),
            token: token, frameRate: endpoint.frameRate)
    }

    var userID: String? { user.id.isEmpty ? nil : user.id }

    func opened(_ connection: Connection) {
        guardian.open(connection) { [self] principal in admitted(principal, connection) }
    }

    private func admitted(_ principal: Principal, _ connection: Connection) {
        guard Identifier.isValid(conversationID) else {
            return turnAway(connection, .badRequest, "the conversation id is malformed", reason: "request")
        }
        guard since != .malformed else { return turnAway(connection, .badRequest, Since.refusal, reason: "request") }
        user = ChatUser(principal)
        do throws(ConnectionLimits.Excess) {
            try endpoint.limits.acquire(user: user.id, in: conversationID)
            hasUserPlace = true
        } catch {
            return turnAway(connection, .connectionLimit, "too many sockets of this user in this room", reason: error.rawValue)
        }
        enter(connection)
    }

    func turnAway(_ connection: Connection, _ code: CloseCode, _ message: String, reason: String) {
        guardian.turnAway(connection, AdmissionRefusal(code, message, reason: reason))
    }

    func closed(_ connection: Connection) {
        if case .live(let room) = state { endpoint.service.leave(room, user: user) }
        state = .closed
        guardian.closed(connection)
        if hasUserPlace { endpoint.limits.release(user: user.id, in: conversationID) }
    }

    func received(binary: UnsafeRawBufferPointer, on connection: Connection) {
        guardian.receivedBinary(connection)
    }

    func deadlineReached(_ connection: Connection) {
        guardian.deadlineReached(connection)
    }
}
