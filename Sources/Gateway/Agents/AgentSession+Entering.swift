import Agents
import Sockets
import Wire

extension AgentSession {
    /// More missed events than this are not replayed: the greeting tells the whole state.
    static let replayLimit: Int64 = 1_000

    /// Joins the hub first and asks for the execution afterwards, so that nothing can fall between.
    func enter(_ connection: Connection, _ user: AgentUser) {
        connection.join(group)
        let (service, id) = (endpoint.service, executionID)
        Task {
            do throws(AgentError) {
                let entry = try await service.enter(id, by: user)
                connection.post { [self] in entered(entry, user, connection) }
            } catch {
                connection.post { [self] in turnAway(connection, error.closeCode, error.message, reason: error.code.rawValue) }
            }
        }
    }

    private func entered(_ entry: ExecutionEntry, _ user: AgentUser, _ connection: Connection) {
        guard connection.isOpen, let lease = guardian.lease else { return }
        state = .live(ownerID: entry.execution.userID, user: user)
        let resumesFrom = since.seq.flatMap { Self.canReplay(from: $0, to: entry.lastSeq) ? $0 : nil }
        connection.send(text: greeting(entry, lease, resumed: resumesFrom != nil), type: "connection")
        // Who comes after the end is told the end as those were who saw it.
        if resumesFrom == nil, let end = entry.end { connection.send(text: end.payload, type: end.type) }
        connection.beginCatchUp()
        catchUp(from: resumesFrom ?? entry.lastSeq, through: entry.lastSeq, connection)
        guardian.opened(connection)
    }

    static func canReplay(from seq: Int64, to lastSeq: Int64) -> Bool {
        seq <= lastSeq && lastSeq - seq <= replayLimit
    }

    private func greeting(_ entry: ExecutionEntry, _ lease: TokenLease, resumed: Bool) -> [UInt8] {
        AgentFrames.connection(
            AgentConnection(
                execution: entry.execution, expiresAtMilliseconds: lease.expiresAtMilliseconds, lastSeq: entry.lastSeq, resumed: resumed,
                server: endpoint.server, heartbeatMilliseconds: endpoint.heartbeatMilliseconds))
    }

    /// Replays in pages, each when the one before has left, until nothing newer came by meanwhile; then the socket is live.
    ///
    /// Without `since` there is nothing to replay but what came by after the entry's state was taken.
    private func catchUp(from seq: Int64, through end: Int64, _ connection: Connection) {
        guard connection.isOpen else { return }
        let target = max(connection.notedSeq, end)
        if target <= seq, connection.goLive(after: seq) { return }
        let (service, id) = (endpoint.service, executionID)
        Task {
            do throws(AgentError) {
                let page = try await service.replay(id, after: seq, through: target)
                connection.post { [self] in replayed(page, from: seq, through: end, connection) }
            } catch {
                connection.post { [self] in couldNotReplay(error, through: end, connection) }
            }
        }
    }

    /// While the store cannot read, the socket goes on without what it missed: closing it would bring it back at once, with
    /// all others of the node. `resync` tells it that there is a gap up to where it is live from, to be asked for with `since`.
    private func couldNotReplay(_ error: AgentError, through end: Int64, _ connection: Connection) {
        guard connection.isOpen else { return }
        guard error.isPassing else { return connection.close(error.closeCode, reason: error.message) }
        let seq = max(connection.notedSeq, end)
        connection.send(text: AgentFrames.resync(lastSeq: seq), type: "resync")
        _ = connection.goLive(after: seq)
    }

    private func replayed(_ page: ExecutionReplay, from seq: Int64, through end: Int64, _ connection: Connection) {
        guard connection.isOpen else { return }
        // Events are published after their commit, so what was announced can be read; else the socket must not go on.
        guard page.lastSeq > seq else { return connection.close(.internalError, reason: "missed events could not be read") }
        for frame in page.frames { connection.send(text: frame.payload, type: frame.type) }
        connection.whenFlushed { [self] in catchUp(from: page.lastSeq, through: end, connection) }
    }
}
