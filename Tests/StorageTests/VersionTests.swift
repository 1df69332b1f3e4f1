import Chat
import ChatTestSupport
import Foundation
import GRDB
import Testing
import Wire

@testable import Storage

@Suite("A file of version 1")
struct VersionTests {
    /// Makes a file as version 1 wrote it: 100 messages of `room`, of which 64 are indexed.
    private static func makeFile(in folder: StoreFolder) throws {
        let queue = try DatabaseQueue(path: folder.databasePath)
        try Schema.migrator.migrate(queue, upTo: "1")
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO conversations VALUES (7, 'room', 'Old room', 'private', 'ada', 1000);
                    INSERT INTO activity VALUES (7, 64, 2064);
                    INSERT INTO participants VALUES (1, 7, 'ada', 'Ada', 1000, 3);
                    UPDATE indexed SET through = 64;
                    """)
            var positions: [UInt8] = []
            for seq in 1...100 {
                try database.execute(
                    sql: "INSERT INTO messages VALUES (?, 7, ?, ?, 'user', 'ada', 'Ada', ?, ?, ?, NULL, 'complete')",
                    arguments: [seq, seq, "m\(seq)", "old text \(seq)", 2_000 + seq, "c\(seq)"])
                guard seq <= 64 else { continue }
                withUnsafeBytes(of: Int64(seq).littleEndian) { positions += $0 }
                try database.execute(sql: "INSERT INTO requests VALUES (7, 'ada', ?, ?, ?)", arguments: ["c\(seq)", seq, seq])
            }
            try database.execute(sql: "INSERT INTO segments VALUES (7, 1, ?)", arguments: [Data(positions)])
        }
        try queue.close()
    }

    @Test("is read with all that is in it, and goes on", arguments: [1, 40, 1_000])
    func opened(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        try Self.makeFile(in: folder)
        let store = try folder.open { $0.recentMessages = recentMessages }
        let old = (1...100).map { "\($0) old text \($0)" }
        #expect(try await store.everything(in: "room") == old)
        let record = try #require(try await store.conversation("room"))
        #expect(record.title == "Old room" && record.lastSeq == 100 && record.updatedAtMilliseconds == 2_100)
        #expect(record.assistant == nil && !record.isArchived)
        #expect(try await store.allEvents().map(\.seq) == Array(1...100))
        for index in [1, 64, 65, 100] {
            let repeated = await store.append("x", id: "x", to: "room", clientID: "c\(index)")
            #expect(repeated == .success(.repeated(messageID: "m\(index)", seq: Int64(index))))
            #expect(try await store.message("m\(index)", of: "room")?.seq == Int64(index))
        }
        for index in 101...150 {
            await store.change("m\(index - 100)", .edit(content: "new text \(index)"), clientID: "c\(index)")
        }
        #expect(try await store.latestMessages().map(\.seq) == Array(1...100))
        #expect(try await store.allEvents().map(\.seq) == Array(1...150))
        await store.close()
        let again = try folder.open { $0.recentMessages = recentMessages }
        #expect(try await again.latestMessages().first?.content == "new text 101")
        #expect(try await again.everything(in: "room").suffix(50) == old.suffix(50))
        await again.close()
    }

    @Test("is searched once its words are written, which goes on after opening it again")
    func searched() async throws {
        let folder = try StoreFolder()
        try Self.makeFile(in: folder)
        let store = try folder.open()
        #expect(try await store.find("old 77").map(\.id) == ["m77"])
        await store.change("m77", .edit(content: "changed"))
        await store.close()
        let again = try folder.open()
        #expect(try await again.find("old 77").isEmpty)
        #expect(try await again.find("chang").map(\.id) == ["m77"])
        await again.close()
    }
}

extension SQLiteStore {
    /// What a search finds, in all conversations, once it is complete.
    func find(_ text: String, in conversation: String? = nil, of user: String? = nil, limit: Int = 100) async throws -> [Message] {
        let query = SearchQuery(text: text, conversationID: conversation, userID: user, limit: limit)
        for _ in 0..<1_000 {
            let page = try await search(query)
            if page.isComplete { return page.messages }
        }
        throw StoreError.unavailable("the index of words does not catch up")
    }
}
