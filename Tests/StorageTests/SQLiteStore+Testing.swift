import Chat
import ChatTestSupport
import GRDB
import Wire

@testable import Storage

extension SQLiteStore {
    /// Makes a conversation; said again for this store, where executions are made by the same name.
    @discardableResult
    func create(
        _ id: String, kind: ConversationRecord.Kind = .private, by creator: String = "ada", at milliseconds: Int64 = 1_000,
        participants: [UserRef] = [UserRef(id: "ada", name: "Ada")]
    ) async -> Result<StoreOutcome, StoreError> {
        let store: any MessageStore = self
        return await store.create(id, kind: kind, by: creator, at: milliseconds, participants: participants)
    }

    /// All events of a conversation.
    func allEvents(of id: String = "room", after seq: Int64 = 0) async throws -> [RoomEvent] {
        let store: any MessageStore = self
        return try await store.allEvents(of: id, after: seq)
    }

    /// Executes SQL on the writing connection.
    func onWriter(_ sql: String) throws {
        try pool.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// A value on the writing connection.
    func fromWriter<Value: DatabaseValueConvertible>(_ sql: String, as: Value.Type = Value.self) throws -> Value? {
        try pool.writeWithoutTransaction { try Value.fetchOne($0, sql: sql) }
    }

    /// Lets the file grow no further.
    func fillDisk() throws {
        let pages = try fromWriter("PRAGMA page_count", as: Int.self) ?? 1
        try onWriter("PRAGMA max_page_count = \(pages)")
    }

    /// Takes ``fillDisk()`` back.
    func emptyDisk() throws {
        try onWriter("PRAGMA max_page_count = 1073741823")
    }

    /// The conversations of a list, without what is unread.
    func records(of user: String?, before cursor: ConversationCursor?, limit: Int) async throws -> [ConversationRecord] {
        try await conversations(ConversationQuery(userID: user, before: cursor, limit: limit)).map(\.conversation)
    }

    /// All `seq` and contents of a conversation, by pages in both directions, which must agree.
    func everything(in id: String, pageLength: Int = 7) async throws -> [String] {
        var found: [Message] = []
        while true {
            let page = try await messages(of: id, after: found.last?.seq ?? 0, limit: pageLength, maximumBytes: 1 << 20)
            found += page.messages
            guard page.hasMore else { break }
        }
        var backwards: [Message] = []
        while true {
            let page = try await messages(of: id, before: backwards.first?.seq, limit: pageLength, maximumBytes: 1 << 20)
            backwards = page.messages + backwards
            guard page.hasMore else { break }
        }
        precondition(found == backwards, "the pages differ by direction")
        return found.map { "\($0.seq) \($0.content)" }
    }
}

extension Result where Failure == StoreError {
    /// Whether the store could not write.
    var isUnavailable: Bool {
        guard case .failure(.unavailable) = self else { return false }
        return true
    }
}
