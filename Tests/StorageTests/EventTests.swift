import Chat
import ChatTestSupport
import Testing
import Wire

@testable import Storage

@Suite("The log of events")
struct EventTests {
    /// Does everything that stores an event, and returns the requests with what they must come to when they are repeated.
    private static func fill(_ store: SQLiteStore) async throws -> [(StoreOperation, StoreOutcome)] {
        await store.append("one", id: "m1", to: "room", clientID: "append")
        await store.change("m1", .edit(content: "two"), clientID: "edit")
        await store.change("m1", .reaction(emoji: "👍", isAdded: true), clientID: "react")
        await store.change("m1", .reaction(emoji: "👍", isAdded: true), clientID: "react again")
        await store.answer("three", id: "m2", stoppedBy: AnswerEnd.StopRequest(userID: "ada", clientID: "stop"))
        await store.append("four", id: "m3", to: "room", clientID: "append 2")
        await store.change("m3", .delete, clientID: "delete")
        _ = await store.perform(.markRead(conversationID: "room", userID: "ada", seq: 7, clientID: "read"))
        let seqs: [(String, String?, Int64?)] = [
            ("append", "m1", 1), ("edit", "m1", 2), ("react", "m1", 3), ("react again", "m1", nil), ("stop", "m2", 5),
            ("append 2", "m3", 6), ("delete", "m3", 7), ("read", nil, 7),
        ]
        return seqs.map { id, messageID, seq in
            let message = NewMessage(
                id: "x", conversationID: "room", role: .user, author: UserRef(id: "ada", name: "ada"), content: "x",
                createdAtMilliseconds: 1, clientID: id)
            return (.append(message), .repeated(messageID: messageID, seq: seq))
        }
    }

    @Test("is whole after a kill, and no request of it counts twice", arguments: [1, 2, 3, 5, 1_000])
    func kill(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        await store.create("room")
        let requests = try await Self.fill(store)
        let (events, messages) = (try await store.allEvents(), try await store.latestMessages())
        let participants = try await store.participants(of: "room", limit: 10)
        #expect(events.map(\.seq) == Array(1...7) && messages.map(\.seq) == [1, 4, 6] && participants.map(\.lastReadSeq) == [7])
        let copy = try folder.copyAsAfterKill()
        await store.close()
        let again = try copy.open { $0.recentMessages = recentMessages }
        #expect(try await again.allEvents() == events)
        #expect(try await again.latestMessages() == messages)
        #expect(try await again.participants(of: "room", limit: 10) == participants)
        for (operation, outcome) in requests {
            #expect(await again.perform(operation) == .success(outcome))
        }
        #expect(await again.append("next", id: "m4", to: "room") == .success(.appended(seq: 8, attachments: [])))
        await again.close()
    }

    @Test("a flood of events between two messages is passed over in both directions", arguments: [1, 50, 10_000])
    func passing(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        await store.create("room")
        for index in 1...3 {
            await store.append("x", id: "m\(index)", to: "room")
            _ = await store.performTogether(
                (1...150).map { number in
                    .change(
                        MessageChange(
                            conversationID: "room", messageID: "m\(index)", kind: .reaction(emoji: "👍", isAdded: number % 2 == 1),
                            user: UserRef(id: "ada", name: "Ada"), isAdmin: false, atMilliseconds: 1, clientID: nil))
                })
        }
        let last = try await store.messages(of: "room", before: nil, limit: 2, maximumBytes: 1_000)
        #expect(last.messages.map(\.seq) == [152, 303] && last.hasMore && last.lastSeq == 453)
        let first = try await store.messages(of: "room", before: 152, limit: 2, maximumBytes: 1_000)
        #expect(first.messages.map(\.seq) == [1] && !first.hasMore)
        let next = try await store.messages(of: "room", after: 1, limit: 1, maximumBytes: 1_000)
        #expect(next.messages.map(\.seq) == [152] && next.hasMore)
        let none = try await store.messages(of: "room", after: 303, limit: 1, maximumBytes: 1_000)
        #expect(none.messages.isEmpty && !none.hasMore && none.lastSeq == 453)
        #expect(try await store.events(of: "room", after: 300, limit: 5, maximumBytes: 1_000).events.map(\.seq) == Array(301...305))
        await store.close()
    }

    /// A room of two messages with many reactions behind each; all but the last few events are indexed.
    private static func floodedRoom(_ store: SQLiteStore) async {
        await store.create("room")
        for index in 1...2 {
            await store.append("x", id: "m\(index)", to: "room")
            for _ in 1...10 {
                _ = await store.performTogether(
                    (1...50).map { number in
                        .change(
                            MessageChange(
                                conversationID: "room", messageID: "m\(index)", kind: .reaction(emoji: "👍", isAdded: number % 2 == 1),
                                user: UserRef(id: "ada", name: "Ada"), isAdmin: false, atMilliseconds: 1, clientID: nil))
                    })
            }
        }
    }

    @Test("a long stretch without messages is one row, and none of its segments is read for a page of messages or for a count")
    func quietStretches() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 20 }
        await Self.floodedRoom(store)
        #expect(try store.fromWriter("SELECT count(*) FROM quiet") == 2)
        #expect(try store.fromWriter("SELECT sum(through - first_seq + 1) > 700 FROM quiet") == 1)
        // Events 1 and 502 are messages. What is in the middle of a stretch is not looked at.
        try store.onWriter("DELETE FROM segments WHERE first_seq BETWEEN 130 AND 400 OR first_seq BETWEEN 630 AND 850")
        let last = try await store.messages(of: "room", before: nil, limit: 5, maximumBytes: 1_000)
        #expect(last.messages.map(\.seq) == [1, 502])
        let first = try await store.messages(of: "room", after: 0, limit: 5, maximumBytes: 1_000)
        #expect(first.messages.map(\.seq) == [1, 502])
        #expect(try await store.messages(of: "room", before: 300, limit: 5, maximumBytes: 1_000).messages.map(\.seq) == [1])
        await store.close()
    }

    @Test("a file of version 5 learns its stretches without messages when it is opened")
    func quietMigration() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 20 }
        await Self.floodedRoom(store)
        await store.create("plain")
        for index in 1...100 { await store.append("x", id: "p\(index)", to: "plain") }
        let rows = "SELECT group_concat(conversation || ':' || first_seq || '-' || through, ' ') FROM quiet"
        let written = try store.fromWriter(rows, as: String.self)
        try store.onWriter("DROP TABLE quiet")
        try store.onWriter("DELETE FROM grdb_migrations WHERE identifier = '6'")
        await store.close()
        let again = try folder.open { $0.recentMessages = 20 }
        #expect(try again.fromWriter(rows, as: String.self) == written && written?.split(separator: " ").count == 2)
        #expect(try await again.messages(of: "room", before: nil, limit: 5, maximumBytes: 1_000).messages.map(\.seq) == [1, 502])
        await again.close()
    }

    @Test("a place keeps its position and its mark in eight bytes, and those of version 1 are messages")
    func places() {
        for position: Int64 in [1, 2, 1 << 40, .max] {
            for isMessage in [true, false] {
                let place = LogPlace(packed: LogPlace(position: position, isMessage: isMessage).packed)
                #expect(place.position == position && place.isMessage == isMessage)
            }
            #expect(LogPlace(packed: position).isMessage)
        }
    }

    @Test("reactions are counted in the order in which their emoji came first, and read back")
    func reactions() throws {
        var summary = try ReactionSummary(nil)
        for emoji in ["👍", "é", "👍", "e\u{301}", "👩‍👩‍👧‍👦"] { summary.add(emoji) }
        #expect(summary.text == "2 👍\n1 é\n1 e\u{301}\n1 👩‍👩‍👧‍👦")
        summary.remove("é")
        summary.remove("👍")
        summary.remove("never")
        #expect(summary.text == "1 👍\n1 e\u{301}\n1 👩‍👩‍👧‍👦")
        #expect(try ReactionSummary(summary.text) == summary)
        for emoji in ["👍", "e\u{301}", "👩‍👩‍👧‍👦"] { summary.remove(emoji) }
        #expect(summary.text == nil)
        #expect(throws: SQLiteFailure.self) { try ReactionSummary("many 👍") }
    }
}
