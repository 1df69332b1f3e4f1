import Identity
import Sockets
import Wire

/// What every session does before and around its frames: the place within the limits, the token and its expiry, the frame
/// rate, and how frames end in metrics and answers.
///
/// Confined to the connection's event loop.
// @unchecked: every stored property that changes is touched on the connection's event loop only; other threads get back
// there through `Connection.post`.
final class SessionGuard: @unchecked Sendable {
    let admission: Admission
    private(set) var lease: TokenLease?
    private let users: UserFrameRates?
    private var limiter: FrameLimiter
    private var token: String?
    private var hasPlace = false
    private var handshake = HandshakeOperation()

    init(admission: Admission, token: String?, frameRate: FrameRate) {
        self.admission = admission
        self.token = token
        users = frameRate.users
        limiter = FrameLimiter(frameRate)
    }

    private var operations: EndpointOperations { admission.operations }

    /// Takes the socket's place and checks its token; nothing is decoded until the session calls `releaseInput()`.
    ///
    /// - Parameter admitted: called on the connection's loop if all is well; else the socket is closed with its code.
    func open(_ connection: Connection, admitted: @escaping @Sendable (Principal) -> Void) {
        connection.holdInput()
        do throws(AdmissionRefusal) {
            try admission.takePlace(connection)
            hasPlace = true
        } catch {
            return turnAway(connection, error)
        }
        let token = self.token
        self.token = nil
        admission.check(token, connection) { [self] result in
            guard connection.isOpen else { return }
            switch result {
            case .success(let principal):
                lease = TokenLease(principal)
                limiter.shared = users?.enter(principal.userID, at: MonotonicTime.nanoseconds())
                admitted(principal)
            case .failure(let refusal):
                turnAway(connection, refusal)
            }
        }
    }

    /// Closes a socket that cannot be let in. Refusals come after the upgrade so that browsers can see the code.
    func turnAway(_ connection: Connection, _ refusal: AdmissionRefusal) {
        guard connection.isOpen else { return }
        connection.loop.countRefused(admission.endpoint, reason: refusal.reason)
        count(handshake.refused(refusal.code), connection)
        connection.close(refusal.code, reason: refusal.message)
    }

    private func count(_ outcome: OperationOutcome?, _ connection: Connection) {
        if let outcome { operations.count("handshake", outcome, nanoseconds: connection.age) }
    }

    /// The session's first frame is out: the handshake has ended well and the token's time runs.
    func opened(_ connection: Connection) {
        guard connection.isOpen else { return }
        count(handshake.opened(), connection)
        awaitExpiry(connection)
        connection.releaseInput()
    }

    func closed(_ connection: Connection) {
        if hasPlace { admission.limits.release(address: connection.remoteAddress) }
        hasPlace = false
        if limiter.shared != nil, let lease { users?.leave(lease.principal.userID, at: MonotonicTime.nanoseconds()) }
        limiter.shared = nil
        count(handshake.closed(by: connection.serverCloseCode), connection)
    }

    private func awaitExpiry(_ connection: Connection) {
        guard let lease else { return }
        connection.setDeadline(milliseconds: lease.remaining(now: admission.authenticator.unixSeconds()))
    }

    func deadlineReached(_ connection: Connection) {
        switch lease?.deadlineReached(now: admission.authenticator.unixSeconds()) {
        case .announceExpiry:
            admission.operations.count(error: .tokenExpired)
            send(nil, .tokenExpired, Self.expiryMessage, nil, connection)
            connection.setDeadline(milliseconds: TokenLease.graceMilliseconds)
        case .wait(let milliseconds):
            connection.setDeadline(milliseconds: milliseconds)
        case .close:
            connection.close(.unauthorized, reason: "the token has expired")
        case nil:
            break
        }
    }

    private static let expiryMessage = "the token has expired: send refresh with a new one"
}

// MARK: - Frames

extension SessionGuard {
    /// Reads and counts a frame and applies the frame rate and the expiry of the token.
    ///
    /// - Returns: the frame if it is to be handled; else it has been answered.
    func accept<Frame>(
        _ text: UnsafeRawBufferPointer, _ connection: Connection,
        _ decode: (UnsafeRawBufferPointer) throws(FrameError) -> ClientRequest<Frame>
    ) -> ClientRequest<Frame>? {
        do throws(FrameError) {
            let request = try decode(text)
            return allows(request, connection) ? request : nil
        } catch {
            refuse(error, connection)
            return nil
        }
    }

    private func allows<Frame>(_ request: ClientRequest<Frame>, _ connection: Connection) -> Bool {
        let type = request.frame.type
        guard isWithinRate(request.id, type: type, connection) else { return false }
        if lease?.isExpired == true, !request.frame.isServedExpired {
            refuse(request.id, .tokenExpired, Self.expiryMessage, operation: type, connection)
            return false
        }
        return true
    }

    /// Counts and answers a frame that could not be decoded. It counts for the frame rate as every other: its error costs
    /// no less than an answer.
    private func refuse(_ error: FrameError, _ connection: Connection) {
        guard isWithinRate(error.id, type: error.type, connection) else { return }
        refuse(error.id, error.code, error.message, operation: error.type, connection)
    }

    private func isWithinRate(_ id: String?, type: String, _ connection: Connection) -> Bool {
        connection.endpoint.countReceived(type)
        switch limiter.take(at: connection.readAt) {
        case .allowed:
            return true
        case .refused(let retry):
            answer(id, .rateLimited, "too many frames", retry, operation: type, since: connection.readAt, connection)
        case .abusive(let retry):
            answer(id, .rateLimited, "too many frames", retry, operation: type, since: connection.readAt, connection)
            connection.close(.rateLimited, reason: "retry_after_ms=\(retry)")
        }
        return false
    }

    /// Counts a frame that ended well. Any thread.
    ///
    /// - Parameter subject: what it was about, which an exemplar of its duration may carry.
    func succeeded(_ operation: String, since receivedAt: Int64, subject: OperationSubject? = nil) {
        operations.count(operation, .ok, nanoseconds: MonotonicTime.nanoseconds() - receivedAt, subject: subject)
    }

    /// Refuses a frame that was not handled, and closes who sends too many of them.
    private func refuse(_ id: String?, _ code: ErrorCode, _ message: String, operation: String, _ connection: Connection) {
        answer(id, code, message, nil, operation: operation, since: connection.readAt, connection)
        if limiter.countRefusal(at: connection.readAt) {
            connection.close(.rateLimited, reason: "retry_after_ms=10000")
        }
    }

    /// Answers a frame with an error and counts it.
    func answer(
        _ id: String?, _ code: ErrorCode, _ message: String, _ retryAfterMilliseconds: Int?, operation: String,
        since receivedAt: Int64, _ connection: Connection
    ) {
        operations.count(operation, error: code, nanoseconds: MonotonicTime.nanoseconds() - receivedAt)
        send(id, code, message, retryAfterMilliseconds, connection)
    }

    private func send(
        _ id: String?, _ code: ErrorCode, _ message: String, _ retryAfterMilliseconds: Int?, _ connection: Connection
    ) {
        let frame = ChatFrames.error(id: id, code: code, message: message, retryAfterMilliseconds: retryAfterMilliseconds)
        connection.send(text: frame, type: "error")
    }

    /// `pong`.
    func pong(_ id: String?, _ connection: Connection) {
        connection.send(text: ChatFrames.pong(id: id), type: "pong")
        succeeded("ping", since: connection.readAt)
    }

    /// `refresh`: a new token of the same user with the socket's scope takes the place of the old one.
    ///
    /// - Parameter renewed: called on the connection's loop after the answer, with what the new token says.
    func refresh(
        _ id: String?, token: String, _ connection: Connection, renewed: @escaping @Sendable (Principal) -> Void = { _ in }
    ) {
        let (authenticator, receivedAt) = (admission.authenticator, connection.readAt)
        connection.beginWork()
        Task {
            let principal = await authenticator.verifyFetching(token)
            connection.post { [self] in
                if let principal = renew(principal, id, receivedAt: receivedAt, connection) { renewed(principal) }
                connection.endWork()
            }
        }
    }

    /// - Returns: what the new token says; nil when it was refused.
    private func renew(_ principal: Principal?, _ id: String?, receivedAt: Int64, _ connection: Connection) -> Principal? {
        guard connection.isOpen else { return nil }
        guard let principal, var renewed = lease, renewed.renew(principal, scope: admission.scope) else {
            answer(id, .forbidden, "the token is not valid for this socket", nil, operation: "refresh", since: receivedAt, connection)
            return nil
        }
        lease = renewed
        awaitExpiry(connection)
        let frame = ChatFrames.refreshed(id: id, expiresAtMilliseconds: renewed.expiresAtMilliseconds)
        connection.send(text: frame, type: "refreshed")
        succeeded("refresh", since: receivedAt)
        return principal
    }

    /// A binary message on a socket that speaks JSON.
    func receivedBinary(_ connection: Connection) {
        connection.endpoint.countReceived(FrameError.otherType)
        connection.close(.unsupportedData, reason: "frames are JSON in text messages")
    }
}
