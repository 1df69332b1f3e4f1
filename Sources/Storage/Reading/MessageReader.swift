import Chat
import GRDB
import Wire

/// Reads what happened in one conversation in one snapshot.
struct MessageReader {
    private let id: String
    private let index: EventIndex
    private let events: EventReader

    /// Nil when there is no such conversation.
    ///
    /// - Parameter recent: what was in no index before the snapshot was opened.
    init?(_ database: Database, conversation id: String, recent: RecentRuns) throws {
        guard let index = try EventIndex(database, conversation: id, recent: recent) else { return nil }
        self.id = id
        self.index = index
        events = try EventReader(database)
    }

    /// The last messages with `seq < before`, or the last of all.
    func page(before: Int64?, limit: Int, maximumBytes: Int) throws -> MessagePage {
        let last = try index.lastSeq()
        let upper = min(last, max(1, before ?? .max) - 1)
        guard limit > 0, upper >= 1 else { return MessagePage(messages: [], hasMore: upper >= 1, lastSeq: last) }
        let limit = Int(min(last, Int64(limit)))
        let found = try read(try index.messages(through: upper, limit: limit), maximumBytes: maximumBytes)
        // The first event of a conversation is a message, since all others are about one.
        return MessagePage(messages: found.reversed(), hasMore: found.last.map { $0.seq > 1 } ?? false, lastSeq: last)
    }

    /// The first messages with `seq > after`.
    func page(after: Int64, limit: Int, maximumBytes: Int) throws -> MessagePage {
        let last = try index.lastSeq()
        let lower = max(0, min(after, last)) + 1
        guard lower <= last else { return MessagePage(messages: [], hasMore: false, lastSeq: last) }
        // One more than is asked for, to see whether there is one.
        let wanted = Int(max(0, min(last, Int64(limit))))
        let places = try index.messages(from: lower, through: last, limit: wanted + 1)
        let found = try read(Array(places.prefix(wanted)), maximumBytes: maximumBytes)
        return MessagePage(messages: found, hasMore: found.count < places.count, lastSeq: last)
    }

    /// The first events with `seq > after`.
    func events(after: Int64, limit: Int, maximumBytes: Int) throws -> EventPage {
        let last = try index.lastSeq()
        let lower = max(0, min(after, last)) + 1
        let upper = min(last, lower + min(last, Int64(limit)) - 1)
        guard limit > 0, lower <= upper else { return EventPage(events: [], hasMore: lower <= last, lastSeq: last) }
        var found: [RoomEvent] = []
        var bytes = 0
        for place in try index.places(lower...upper) {
            let event = try events.event(at: place.position, of: id)
            bytes += event.contentBytes
            found.append(event)
            if bytes > maximumBytes { break }
        }
        return EventPage(events: found, hasMore: lower + Int64(found.count) <= last, lastSeq: last)
    }

    /// The message with this id, or nil.
    func message(_ messageID: String, in database: Database) throws -> Message? {
        let row = try PreparedStatement(database, .messagePosition)
        row.bind(copying: messageID, at: 1)
        row.bind(index.key, at: 2)
        defer { row.reset() }
        guard try row.step() else { return nil }
        return try events.message(at: row.integer(0), of: id)
    }

    /// Reads messages until their contents exceed `maximumBytes`; one at least.
    private func read(_ places: [LogPlace], maximumBytes: Int) throws(SQLiteFailure) -> [Message] {
        var found: [Message] = []
        var bytes = 0
        for place in places {
            let message = try events.message(at: place.position, of: id)
            bytes += message.content.utf8.count
            found.append(message)
            if bytes > maximumBytes { break }
        }
        return found
    }
}

extension RoomEvent {
    /// The text that somebody said.
    fileprivate var contentBytes: Int {
        switch content {
        case .newMessage(let message): message.content.utf8.count
        case .edited(let edit): edit.content.utf8.count
        case .answerCompleted, .answerFailed, .deleted, .reaction: 0
        }
    }
}
