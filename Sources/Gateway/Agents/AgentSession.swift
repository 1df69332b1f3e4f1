import Agents
import Identity
import Sockets
import Wire

/// One socket that watches an execution: turns frames into calls on ``AgentService`` and answers into frames.
///
/// Confined to the connection's event loop.
// @unchecked: every stored property that changes is touched on the connection's event loop only; other threads get back
// there through `Connection.post`.
final class AgentSession: SocketSession, @unchecked Sendable {
    /// The life of a session.
    enum State {
        /// Before the token was checked and the execution found. Exits: live, closed.
        case entering
        /// The execution is its owner's; it may be over. Exits: closed.
        case live(ownerID: String, user: AgentUser)
        case closed
    }

    let endpoint: AgentEndpoint
    let executionID: String
    let guardian: SessionGuard
    var state = State.entering
    /// Who it is; nil before the token was checked. It stays the same whatever token comes later.
    private(set) var userID: String?
    var queries = QueryQueue<StatusQuery>()
    /// What the client asked to be caught up from.
    let since: Since
    private var hasUserPlace = false

    init(endpoint: AgentEndpoint, executionID: String, since: String?, token: String?) {
        self.endpoint = endpoint
        self.executionID = executionID
        self.since = Since(since)
        guardian = SessionGuard(
            admission: Admission(
                endpoint: .agents, scope: .agents, authenticator: endpoint.authenticator, limits: endpoint.limits,
                operations: endpoint.operations),
            token: token, frameRate: endpoint.frameRate)
    }

    /// The group of the hub, and the room in which the user's sockets are counted.
    var group: String { AgentService.group(of: executionID) }

    func opened(_ connection: Connection) {
        guardian.open(connection) { [self] principal in admitted(principal, connection) }
    }

    private func admitted(_ principal: Principal, _ connection: Connection) {
        guard Identifier.isValid(executionID) else {
            return turnAway(connection, .badRequest, "the execution id is malformed", reason: "request")
        }
        guard since != .malformed else { return turnAway(connection, .badRequest, Since.refusal, reason: "request") }
        let user = AgentUser(principal)
        userID = user.id
        do throws(ConnectionLimits.Excess) {
            try endpoint.limits.acquire(user: user.id, in: group)
            hasUserPlace = true
        } catch {
            return turnAway(connection, .connectionLimit, "too many sockets of this user at this execution", reason: error.rawValue)
        }
        enter(connection, user)
    }

    func turnAway(_ connection: Connection, _ code: CloseCode, _ message: String, reason: String) {
        guardian.turnAway(connection, AdmissionRefusal(code, message, reason: reason))
    }

    func closed(_ connection: Connection) {
        state = .closed
        guardian.closed(connection)
        if hasUserPlace, let userID { endpoint.limits.release(user: userID, in: group) }
    }

    func received(binary: UnsafeRawBufferPointer, on connection: Connection) {
        guardian.receivedBinary(connection)
    }

    func deadlineReached(_ connection: Connection) {
        guardian.deadlineReached(connection)
    }
}
