import Chat
import ChatTestSupport
import Testing

@testable import Storage

@Suite("A transaction that fails while it indexes")
struct IndexingFailureTests {
    /// Lets a transaction fail where the name says; `failure` is a trigger of the writing connection only.
    enum Fault: String, CaseIterable {
        case segments = "BEFORE INSERT ON segments BEGIN SELECT RAISE(ABORT, 'fault'); END"
        case someRequest = "BEFORE INSERT ON requests WHEN new.conversation = 2 AND new.seq = 5 BEGIN SELECT RAISE(ABORT, 'fault'); END"
        case end = "BEFORE UPDATE ON indexed BEGIN SELECT RAISE(ABORT, 'fault'); END"
        /// A deferred constraint is checked by the commit itself.
        case commit = "AFTER INSERT ON messages BEGIN INSERT INTO children VALUES (1); END"
    }

    @Test("changes nothing, and what it indexed is indexed again", arguments: Fault.allCases)
    func fault(_ fault: Fault) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 50 }
        try store.onWriter(
            """
            PRAGMA foreign_keys = ON;
            CREATE TABLE parents (id INTEGER PRIMARY KEY);
            CREATE TABLE children (parent INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED);
            """)
        let rooms = ["a", "b"]
        for room in rooms { await store.create(room) }
        var stored = 0
        var failures = 0
        for round in 1...200 {
            // Sixty messages in all; the fault is there in two rounds of three while the first fifty are being indexed.
            let isFaulty = stored >= 49 && round % 3 != 1
            if isFaulty { try store.onWriter("CREATE TEMP TRIGGER fault \(fault.rawValue)") }
            let number = stored / 2 + 1
            let result = await store.append("text", id: "m\(number)", to: rooms[stored % 2], clientID: "c\(number)")
            if isFaulty { try store.onWriter("DROP TRIGGER fault") }
            if result.isUnavailable {
                failures += 1
            } else {
                stored += 1
                #expect(result == .success(.appended(seq: Int64(number), attachments: [])))
            }
            guard stored < 60 else { break }
        }
        #expect(failures > 0)
        try await check(store)
        await store.close()
        let again = try folder.open { $0.recentMessages = 50 }
        try await check(again)
        await again.close()
    }

    private func check(_ store: SQLiteStore) async throws {
        #expect(try store.fromWriter("SELECT through FROM indexed") == 50)
        #expect(try store.fromWriter("SELECT count(*) FROM requests") == 50)
        #expect(try store.fromWriter("SELECT sum(length(positions)) FROM segments") == 50 * 8)
        for room in ["a", "b"] {
            #expect(try await store.everything(in: room) == (1...30).map { "\($0) text" })
            #expect(try await store.conversation(room)?.lastSeq == 30)
            for index in 1...30 {
                let repeated = await store.append("other", id: "x", to: room, clientID: "c\(index)")
                #expect(repeated == .success(.repeated(messageID: "m\(index)", seq: Int64(index))))
            }
        }
    }
}
