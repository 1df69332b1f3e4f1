import Chat
import ChatTestSupport
import Synchronization
import Testing
import Wire

@Suite("An upload is refused")
struct UploadRefusingTests {
    private static let text = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000)

    @Test("to who may not read the conversation, and where there is none")
    func access() async throws {
        let fixture = try await UploadFixture()
        #expect(await fixture.refusal(ListedSource("hello"), as: fixture.eve)?.error.code == .forbidden)
        #expect(await fixture.refusal(ListedSource("hello"), in: "nowhere")?.error.code == .notFound)
        #expect(await fixture.refusal(ListedSource("hello"), in: "no where")?.error.code == .badFrame)
        #expect(fixture.receiver.texts.isEmpty)
        #expect(fixture.ended("refused") == 3)
        #expect(await fixture.refusal(ListedSource("hello"), as: fixture.admin) == nil)
    }

    @Test("in a conversation that is archived")
    func archived() async throws {
        let fixture = try await UploadFixture()
        _ = try await fixture.chat.changeConversation("den", ConversationChange(isArchived: true), by: fixture.ada)
        #expect(await fixture.refusal(ListedSource("hello"))?.error.code == .conflict)
    }

    @Test("with a name that is none, before a byte is read")
    func name() async throws {
        let fixture = try await UploadFixture()
        #expect(await fixture.refusal(ListedSource("hello", name: "../x"))?.error.code == .badFrame)
        #expect(fixture.receiver.texts.isEmpty)
    }

    @Test("beyond the largest file: at once when it says so, else with the first byte too many")
    func large() async throws {
        let fixture = try await UploadFixture(UploadConfiguration(maximumBytes: 1_000))
        #expect(await fixture.refusal(ListedSource([Self.text], length: 1_000)) == nil)
        #expect(await fixture.refusal(ListedSource([Self.text], length: 1_001))?.error.code == .tooLarge)
        #expect(fixture.statuses == ["receiving", "complete"])
        #expect(await fixture.refusal(ListedSource([Self.text, [0x78]]))?.error.code == .tooLarge)
        #expect(fixture.statuses == ["receiving", "complete", "receiving", "failed"])
        #expect(fixture.files.contents.count == 1)
        #expect(fixture.files.unfinished.isEmpty)
    }

    @Test("in a form that is too large for its file to be within the limit")
    func largeForm() async throws {
        let fixture = try await UploadFixture(UploadConfiguration(maximumBytes: 1_000))
        var source = ListedSource([Self.text])
        source.bodyLength = 1_000 + 65_536
        #expect(await fixture.refusal(source) == nil)
        source.bodyLength = 1_001 + 65_536
        #expect(await fixture.refusal(source)?.error.code == .tooLarge)
    }

    @Test("when its content is of a type that is not taken, before a file is begun")
    func type() async throws {
        let fixture = try await UploadFixture()
        let refusal = try #require(await fixture.refusal(ListedSource("<html><script>", name: "holiday.png")))
        #expect(refusal.reason == .mediaType)
        #expect(refusal.error.message == "files of the type text/html are not taken")
        #expect(fixture.files.begun == 0)
        #expect(fixture.statuses == ["receiving", "failed"])
    }

    @Test("when the user's uploads would take too much, those that run counted in")
    func quota() async throws {
        let fixture = try await UploadFixture(UploadConfiguration(bytesPerUser: 2_500))
        #expect(await fixture.refusal(ListedSource([Self.text])) == nil)
        #expect(await fixture.refusal(ListedSource([Self.text, Self.text], length: 2_000))?.error.code == .tooLarge)
        #expect(await fixture.refusal(ListedSource([Self.text, Self.text]))?.error.code == .tooLarge)
        #expect(await fixture.refusal(ListedSource([Self.text, Self.text]), as: fixture.bob) == nil)
        let second = Mutex<UploadError?>(nil)
        var first = ListedSource([Self.text], length: 1_000)
        first.beforePiece = {
            let refusal = await fixture.refusal(ListedSource([Self.text], length: 1_000))
            second.withLock { $0 = $0 ?? refusal }
        }
        #expect(await fixture.refusal(first) == nil)
        #expect(second.withLock { $0 }?.error.code == .tooLarge)
        #expect(fixture.files.contents.count == 3)
    }

    @Test("while the user has the most under way, and not afterwards")
    func atOnce() async throws {
        let fixture = try await UploadFixture(UploadConfiguration(atOnce: 1))
        let seen = Collected<UploadError?>()
        var first = ListedSource("hello")
        first.beforePiece = {
            seen.append(await fixture.refusal(ListedSource("again")))
            seen.append(await fixture.refusal(ListedSource("bob's"), as: fixture.bob))
        }
        #expect(await fixture.refusal(first) == nil)
        #expect(seen.all.first??.error.code == .rateLimited)
        #expect(seen.all.first??.error.retryAfterMilliseconds == 1_000)
        #expect(seen.all.dropFirst().first == .some(nil))
        #expect(await fixture.refusal(ListedSource("later")) == nil)
    }

    @Test("while too many of the user's are on no message")
    func loose() async throws {
        let fixture = try await UploadFixture(UploadConfiguration(loosePerUser: 2))
        let first = try await fixture.receive(ListedSource("one")).get()
        #expect(await fixture.refusal(ListedSource("two")) == nil)
        #expect(await fixture.refusal(ListedSource("three"))?.error.code == .conflict)
        try await fixture.say("here", attachments: [first.id])
        #expect(await fixture.refusal(ListedSource("three")) == nil)
    }

    @Test("when the disk is full, wherever that happens, and nothing is left", arguments: [0, 1, 131_072, 200_000])
    func full(bytes: Int) async throws {
        let fixture = try await UploadFixture()
        fixture.files.fail(with: .outOfSpace("full"), after: bytes)
        let content = [UInt8](repeating: UInt8(ascii: "x"), count: 200_000)
        let refusal = try #require(await fixture.refusal(ListedSource([content])))
        #expect(refusal.reason == .outOfSpace)
        #expect(refusal.error.code == .storeUnavailable)
        #expect(fixture.isClean)
        #expect(fixture.statuses == ["receiving", "failed"])
        #expect(fixture.ended("failed") == 1)
    }

    @Test("when it cannot be noted, and nothing is left")
    func notNoted() async throws {
        let fixture = try await UploadFixture()
        var source = ListedSource("hello")
        source.beforePiece = { fixture.store.fail(with: .unavailable("locked")) }
        let refusal = try #require(await fixture.refusal(source))
        #expect(refusal.error.code == .storeUnavailable)
        #expect(refusal.reason == .other)
        fixture.store.fail(with: nil)
        #expect(fixture.isClean)
        #expect(fixture.statuses == ["receiving", "failed"])
    }
}
