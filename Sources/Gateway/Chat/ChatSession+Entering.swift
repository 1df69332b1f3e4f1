import Chat
import Sockets
import Wire

extension ChatSession {
    /// Joins the hub first and asks for the room's state afterwards, so that nothing can fall between.
    func enter(_ connection: Connection) {
        connection.join(ChatService.group(of: conversationID))
        let (service, user, id) = (endpoint.service, user, conversationID)
        if let entry = service.enterIfKnown(id, user: user) { return entered(entry, connection) }
        Task {
            do throws(ChatError) {
                let entry = try await service.enter(id, user: user)
                connection.post { [self] in entered(entry, connection) }
            } catch {
                connection.post { [self] in couldNotEnter(error, connection) }
            }
        }
    }

    private func couldNotEnter(_ error: ChatError, _ connection: Connection) {
        endpoint.failures.record(error, of: "handshake")
        turnAway(connection, error.closeCode ?? .internalError, error.message, reason: error.code.rawValue)
    }

    private func entered(_ entry: RoomEntry, _ connection: Connection) {
        guard connection.isOpen, let lease = guardian.lease else { return endpoint.service.leave(entry.room, user: user) }
        state = .live(entry.room)
        let resumesFrom = since.seq.flatMap { entry.canReplay(since: $0) ? $0 : nil }
        connection.send(text: greeting(entry, lease, resumed: resumesFrom != nil), type: "connection")
        if let answer = entry.streaming {
            let chunk = ChatFrames.messageChunk(messageID: answer.messageID, index: answer.index, delta: answer.text, isCatchUp: true)
            connection.send(text: chunk, type: "message_chunk")
        }
        connection.skipParts(through: entry.part)
        connection.beginCatchUp()
        catchUp(entry.room, from: resumesFrom ?? entry.lastSeq, through: entry.lastSeq, connection)
        guardian.opened(connection)
    }

    private func greeting(_ entry: RoomEntry, _ lease: TokenLease, resumed: Bool) -> [UInt8] {
        ChatFrames.connection(
            ChatConnection(
                conversation: entry.conversation, user: user.reference, expiresAtMilliseconds: lease.expiresAtMilliseconds,
                lastSeq: entry.lastSeq, resumed: resumed, participants: entry.participants, participantCount: entry.participantCount,
                server: endpoint.server, heartbeatMilliseconds: endpoint.heartbeatMilliseconds))
    }

    /// Replays in pages, each when the one before has left, until nothing newer came by meanwhile; then the socket is live.
    ///
    /// Without `since` there is nothing to replay but what came by after the entry's state was taken.
    private func catchUp(_ room: Room, from seq: Int64, through end: Int64, _ connection: Connection) {
        guard connection.isOpen else { return }
        let target = max(connection.notedSeq, end)
        if target <= seq, connection.goLive(after: seq) { return }
        let service = endpoint.service
        Task {
            do throws(ChatError) {
                let page = try await service.replay(room, after: seq, through: target)
                connection.post { [self] in replayed(page, room, from: seq, through: end, connection) }
            } catch {
                endpoint.failures.record(error, of: "replay")
                connection.post { [self] in couldNotReplay(error, through: end, connection) }
            }
        }
    }

    /// While the store cannot read, the socket goes on without what it missed: closing it would bring it back at once, with
    /// all others of the node. `resync` tells it that there is a gap up to where it is live from, to be asked for with `since`.
    private func couldNotReplay(_ error: ChatError, through end: Int64, _ connection: Connection) {
        guard connection.isOpen else { return }
        guard error.isPassing else { return connection.close(error.closeCode ?? .internalError, reason: error.message) }
        let seq = max(connection.notedSeq, end)
        connection.send(text: ChatFrames.resync(lastSeq: seq), type: "resync")
        _ = connection.goLive(after: seq)
    }

    private func replayed(_ page: ReplayPage, _ room: Room, from seq: Int64, through end: Int64, _ connection: Connection) {
        guard connection.isOpen else { return }
        // Events are published after their commit, so what was announced can be read; else the socket must not go on.
        guard page.lastSeq > seq else { return connection.close(.internalError, reason: "missed events could not be read") }
        for frame in page.frames { connection.send(text: frame.payload, type: frame.type) }
        connection.whenFlushed { [self] in catchUp(room, from: page.lastSeq, through: end, connection) }
    }
}
