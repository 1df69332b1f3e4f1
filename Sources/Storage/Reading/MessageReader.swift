import Chat
import GRDB
import Wire

/// Reads the messages of one conversation in one snapshot.
struct MessageReader {
    private let id: String
    private let index: MessageIndex
    private let messages: PreparedStatement

    /// Nil when there is no such conversation.
    ///
    /// - Parameter recent: what was in no index before the snapshot was opened.
    init?(_ database: Database, conversation id: String, recent: RecentRuns) throws {
        guard let index = try MessageIndex(database, conversation: id, recent: recent) else { return nil }
        self.id = id
        self.index = index
        messages = PreparedStatement(
            try database.cachedStatement(
                sql: """
                    SELECT seq, id, role, author_id, author_name, content, created_at, client_id, reply_to, status
                    FROM messages WHERE position = ?
                    """))
    }

    /// The last messages with `seq < before`, or the last of all.
    func page(before: Int64?, limit: Int, maximumBytes: Int) throws -> MessagePage {
        let last = try index.lastSeq()
        let upper = min(last, max(1, before ?? .max) - 1)
        let lower = max(1, upper - min(last, Int64(limit)) + 1)
        guard limit > 0, lower <= upper else { return MessagePage(messages: [], hasMore: upper >= 1, lastSeq: last) }
        let positions = try index.positions(lower...upper)
        let found = try read(positions.reversed(), maximumBytes: maximumBytes)
        return MessagePage(messages: found.reversed(), hasMore: upper - Int64(found.count) >= 1, lastSeq: last)
    }

    /// The first messages with `seq > after`.
    func page(after: Int64, limit: Int, maximumBytes: Int) throws -> MessagePage {
        let last = try index.lastSeq()
        let lower = max(0, min(after, last)) + 1
        let upper = min(last, lower + min(last, Int64(limit)) - 1)
        guard limit > 0, lower <= upper else { return MessagePage(messages: [], hasMore: lower <= last, lastSeq: last) }
        let found = try read(try index.positions(lower...upper), maximumBytes: maximumBytes)
        return MessagePage(messages: found, hasMore: lower + Int64(found.count) <= last, lastSeq: last)
    }

    /// Reads messages until their contents exceed `maximumBytes`; one at least.
    private func read(_ positions: [Int64], maximumBytes: Int) throws(SQLiteFailure) -> [Message] {
        var found: [Message] = []
        var bytes = 0
        for position in positions {
            let message = try read(position)
            bytes += message.content.utf8.count
            found.append(message)
            if bytes > maximumBytes { break }
        }
        return found
    }

    private func read(_ position: Int64) throws(SQLiteFailure) -> Message {
        messages.bind(position, at: 1)
        defer { messages.reset() }
        guard try messages.step() else { throw SQLiteFailure(corrupt: "a message is not where its index says") }
        guard let role = MessageRole(rawValue: messages.text(2)), let status = MessageStatus(rawValue: messages.text(9))
        else { throw SQLiteFailure(corrupt: "a message has an unknown role or status") }
        return Message(
            id: messages.text(1), seq: messages.integer(0), conversationID: id, role: role,
            author: UserRef(id: messages.text(3), name: messages.text(4)), content: messages.text(5),
            createdAtMilliseconds: messages.integer(6), status: status, replyTo: messages.optionalText(8),
            clientID: messages.optionalText(7))
    }
}
