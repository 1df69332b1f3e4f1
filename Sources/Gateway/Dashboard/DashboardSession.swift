import Identity
import LiveFeed
import Sockets
import Wire

/// One dashboard socket: the greeting, the last five minutes, then a tick an interval.
///
/// Confined to the connection's event loop.
// @unchecked: every stored property that changes is touched on the connection's event loop only; other threads get back
// there through `Connection.post`.
final class DashboardSession: SocketSession, @unchecked Sendable {
    private let endpoint: DashboardEndpoint
    private let guardian: SessionGuard
    private var subscription: FeedSubscription?
    private var queries = QueryQueue<FeedQuery>()

    init(endpoint: DashboardEndpoint, token: String?) {
        self.endpoint = endpoint
        guardian = SessionGuard(
            admission: Admission(
                endpoint: .dashboard, scope: .dashboard, authenticator: endpoint.authenticator, limits: endpoint.limits,
                operations: endpoint.operations),
            token: token, frameRate: endpoint.frameRate)
    }

    func opened(_ connection: Connection) {
        guardian.open(connection) { [self] principal in greet(principal, connection) }
    }

    private func greet(_ principal: Principal, _ connection: Connection) {
        let frame = DashboardFrames.connection(
            server: endpoint.server, expiresAtMilliseconds: principal.expiresAt * 1000,
            intervalMilliseconds: LiveFeed.defaultIntervalMilliseconds, nodes: [endpoint.server.node])
        connection.send(text: frame, type: "connection")
        let (feed, subscriber) = (endpoint.feed, DashboardSubscriber(connection))
        // Encoding five minutes takes longer than a loop should wait.
        Task {
            let subscription = feed.subscribe(subscriber)
            connection.post { [self] in
                guard connection.isOpen else { return subscription.cancel() }
                self.subscription = subscription
                // Frames wait until there is a stream that they can steer.
                guardian.opened(connection)
            }
        }
    }

    func closed(_ connection: Connection) {
        subscription?.cancel()
        subscription = nil
        guardian.closed(connection)
    }

    func received(binary: UnsafeRawBufferPointer, on connection: Connection) {
        guardian.receivedBinary(connection)
    }

    func deadlineReached(_ connection: Connection) {
        guardian.deadlineReached(connection)
    }

    func received(text: UnsafeRawBufferPointer, on connection: Connection) {
        guard let request = guardian.accept(text, connection, DashboardRequest.decode) else { return }
        handle(request, connection)
    }

    private func handle(_ request: DashboardRequest, _ connection: Connection) {
        switch request.frame {
        case .interval(let milliseconds):
            steer(request, connection) { $0.setInterval(milliseconds: milliseconds) }
        case .pause:
            steer(request, connection) { $0.pause() }
        case .resume:
            steer(request, connection) { $0.resume() }
        case .history(let from, let to, let step):
            connection.beginWork()
            let query = FeedQuery(id: request.id, from: from, to: to, stepMilliseconds: step, receivedAt: connection.readAt)
            if let next = queries.add(query) { ask(next, connection) }
        case .refresh(let token):
            guardian.refresh(request.id, token: token, connection)
        case .ping:
            guardian.pong(request.id, connection)
        }
    }

    private func steer(_ request: DashboardRequest, _ connection: Connection, _ change: (FeedSubscription) -> Void) {
        guard let subscription else { return }
        change(subscription)
        connection.send(text: DashboardFrames.ack(id: request.id), type: "ack")
        guardian.succeeded(request.frame.type, since: connection.readAt)
    }

    /// Answers are large: the next one is made when this one has left, so that asking often makes nobody slow.
    private func ask(_ query: FeedQuery, _ connection: Connection) {
        let feed = endpoint.feed
        Task {
            let frame = feed.history(id: query.id, from: query.from, to: query.to, stepMilliseconds: query.stepMilliseconds)
            connection.post { [self] in
                connection.send(text: frame, type: "history")
                guardian.succeeded("history", since: query.receivedAt)
                connection.whenFlushed { [self] in
                    connection.endWork()
                    if let next = queries.finished() { ask(next, connection) }
                }
            }
        }
    }
}
