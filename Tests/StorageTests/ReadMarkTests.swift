import Chat
import ChatTestSupport
import Testing
import Wire

@testable import Storage

@Suite("Read marks of who says something")
struct ReadMarkTests {
    @Test("are known at once, are written with the index, and are there after a kill", arguments: [1, 4, 1_000])
    func moving(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        await store.create("room", participants: ["ada", "bob"].map { UserRef(id: $0, name: $0) })
        for index in 1...20 {
            let author = index % 3 == 0 ? "bob" : "ada"
            await store.append("x", id: "m\(index)", to: "room", by: author)
            #expect(try await store.participant(of: "room", user: author)?.lastReadSeq == Int64(index))
        }
        #expect(try await store.participants(of: "room", limit: 10).map(\.lastReadSeq) == [20, 18])
        let copy = try folder.copyAsAfterKill()
        await store.close()
        let again = try copy.open { $0.recentMessages = recentMessages }
        #expect(try await again.participants(of: "room", limit: 10).map(\.lastReadSeq) == [20, 18])
        let back = StoreOperation.markRead(conversationID: "room", userID: "bob", seq: 5, clientID: nil)
        #expect(await again.perform(back) == .success(.read(seq: 18, moved: false)))
        #expect(try await again.unreadCount(of: "room", for: "bob") == 2)
        await again.close()
    }

    @Test("appending writes no row of a participant until the index is written")
    func deferred() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 10 }
        await store.create("room")
        for index in 1...9 { await store.append("x", id: "m\(index)", to: "room") }
        #expect(try store.fromWriter("SELECT last_read_seq FROM participants") == 0)
        for index in 10...12 { await store.append("x", id: "m\(index)", to: "room") }
        #expect(try store.fromWriter("SELECT last_read_seq FROM participants") == 10)
        await store.close()
    }

    @Test("a mark that was moved further by hand does not go back when the index is written")
    func byHand() async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 5 }
        await store.create("room", participants: ["ada", "bob"].map { UserRef(id: $0, name: $0) })
        await store.append("x", id: "m1", to: "room", by: "bob")
        await store.append("x", id: "m2", to: "room")
        let mark = StoreOperation.markRead(conversationID: "room", userID: "bob", seq: 2, clientID: nil)
        #expect(await store.perform(mark) == .success(.read(seq: 2, moved: true)))
        for index in 3...20 { await store.append("x", id: "m\(index)", to: "room") }
        #expect(try await store.participant(of: "room", user: "bob")?.lastReadSeq == 2)
        await store.close()
    }

    @Test("what somebody said before they were removed moves no mark when they are back", arguments: [1, 3, 1_000])
    func comingBack(recentMessages: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = recentMessages }
        await store.create("room")
        await store.append("x", id: "m1", to: "room")
        await store.append("x", id: "m2", to: "room")
        _ = await store.perform(.removeParticipant(conversationID: "room", userID: "ada"))
        let joining = StoreOperation.addParticipant(
            conversationID: "room", user: UserRef(id: "ada", name: "Ada"), isOperator: nil, atMilliseconds: 9)
        _ = await store.perform(joining)
        for index in 3...9 {
            await store.append("x", id: "m\(index)", to: "room", by: "bob")
            #expect(try await store.participant(of: "room", user: "ada")?.lastReadSeq == 0)
        }
        await store.append("x", id: "m10", to: "room")
        #expect(try await store.participant(of: "room", user: "ada")?.lastReadSeq == 10)
        await store.close()
    }
}
