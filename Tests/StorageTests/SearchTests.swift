import Chat
import ChatTestSupport
import Telemetry
import Testing
import Wire

@testable import Storage

@Suite("Searching")
struct SearchTests {
    @Test("finds what was stored while the words of much else were missing, piece by piece")
    func catchingUp() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        _ = await store.performTogether((1...1_500).map { .append(.test("number \($0)", in: "room")) })
        #expect(try await store.find("number 1234").map(\.seq) == [1_234])
        #expect(try await store.find("number", limit: 3).map(\.seq) == [1_500, 1_499, 1_498])
        #expect(try store.fromWriter("SELECT through FROM searchable") == 1_500)
        await store.close()
    }

    @Test("in one conversation finds its messages among those of others with numbers like its own")
    func oneConversation() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        for room in 1...12 { await store.create("room-\(room)") }
        for room in 1...12 { await store.append("12 word \(room)", id: "m\(room)", to: "room-\(room)") }
        for room in [1, 2, 11, 12] {
            #expect(try await store.find("word", in: "room-\(room)").map(\.id) == ["m\(room)"])
        }
        await store.close()
    }

    @Test("a user of many conversations finds the messages of all of them and of no other", arguments: [3, 100])
    func manyConversations(count: Int) async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        for room in 1...count {
            await store.create("own-\(room)", participants: [UserRef(id: "eve", name: "Eve")])
            await store.create("other-\(room)")
            await store.append("word", id: "m\(room)", to: "own-\(room)")
            await store.append("word", id: "o\(room)", to: "other-\(room)")
        }
        #expect(try await store.find("word", of: "eve").map(\.id) == (1...count).reversed().map { "m\($0)" })
        #expect(try await store.find("word", in: "other-1", of: "eve").isEmpty)
        #expect(try await store.find("word", of: "nobody").isEmpty)
        await store.close()
    }

    @Test("of writing without blanks finds the beginning of a stretch between blanks and punctuation, and nothing within it")
    func withoutBlanks() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("room")
        for (index, text) in ["世界和平", "和平、世界", "今日は良い天気です。明日も", "Zoë says 世界"].enumerated() {
            await store.append(text, id: "m\(index + 1)", to: "room")
        }
        #expect(try await store.find("世界和平").map(\.id) == ["m1"])
        #expect(try await store.find("世界").map(\.id) == ["m4", "m2", "m1"])
        #expect(try await store.find("和平").map(\.id) == ["m2"])
        #expect(try await store.find("明日").map(\.id) == ["m3"])
        #expect(try await store.find("天気").isEmpty)
        await store.close()
    }

    @Test("nobody pretends to be in another conversation by the word that stands for it")
    func conversationWords() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        await store.create("a")
        await store.create("b")
        await store.append("see \u{E000}2 here", id: "m1", to: "a")
        await store.append("other", id: "m2", to: "b")
        #expect(try await store.find("here", in: "b").isEmpty)
        #expect(try await store.find("\u{E000}2").map(\.id) == ["m1"])
        #expect(try await store.find("\u{E000}").isEmpty)
        await store.close()
    }

    @Test("says that it is not complete when the words cannot be written, and finds the rest")
    func fullDisk() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry)
        await store.create("room")
        await store.append("first word", id: "m1", to: "room")
        #expect(try await store.find("word").map(\.id) == ["m1"])
        try store.onWriter("CREATE TEMP TRIGGER fault BEFORE UPDATE ON searchable BEGIN SELECT RAISE(ABORT, 'fault'); END")
        await store.append("second word", id: "m2", to: "room")
        let page = try await store.search(SearchQuery(text: "word", conversationID: nil, userID: nil, limit: 10))
        #expect(page.messages.map(\.id) == ["m1"] && !page.isComplete)
        #expect(registry.errors("search") ?? 0 >= 1)
        #expect(store.isHealthy)
        try store.onWriter("DROP TRIGGER fault")
        #expect(try await store.find("word").map(\.id) == ["m2", "m1"])
        await store.close()
        await #expect(throws: StoreError.closed) { try await store.find("word") }
    }

    @Test("words are written when there is time, and at once when somebody searches")
    func pacing() {
        var pacing = SearchPacing(now: 0)
        pacing.done(at: 1_000_000_000, hasFailed: false)
        func wait(_ pending: Int64, _ waiting: Int, isAsked: Bool = false, after milliseconds: Int64) -> Int64? {
            pacing.wait(pending: pending, waiting: waiting, isAsked: isAsked, now: 1_000_000_000 + milliseconds * 1_000_000)
        }
        #expect(wait(0, 0, isAsked: true, after: 1_000) == nil)
        #expect(wait(1, 0, after: 0) == 250_000_000 && wait(1, 0, after: 249) == 1_000_000 && wait(1, 0, after: 300) == 0)
        #expect(wait(256, 0, after: 0) == 0)
        #expect(wait(4_095, 1, after: 1_000) == nil)
        #expect(wait(4_096, 1, after: 20) == 30_000_000 && wait(4_096, 256, after: 50) == 0)
        #expect(wait(1_000_000, 257, after: 1_000) == nil)
        #expect(wait(1, 60_000, isAsked: true, after: 0) == 0)
        pacing.done(at: 1_000_000_000, hasFailed: true)
        #expect(wait(1_000_000, 0, after: 400) == 600_000_000 && wait(1, 0, isAsked: true, after: 0) == 0)
    }

    @Test("a search waits until what it wants is there, or for a tenth of a second")
    func requests() {
        let answers = Collected<String>()
        var requests = SearchRequests()
        requests.add([{ answers.append("a \($0)") }], through: 10, now: 0)
        requests.add([{ answers.append("b \($0)") }], through: 20, now: 50_000_000)
        requests.answer(searchable: 10, now: 60_000_000)
        #expect(answers.all == ["a true"])
        requests.answer(searchable: 15, now: 149_999_999)
        #expect(answers.all.count == 1)
        requests.answer(searchable: 15, now: 150_000_000)
        #expect(answers.all == ["a true", "b false"] && requests.isEmpty)
    }
}
