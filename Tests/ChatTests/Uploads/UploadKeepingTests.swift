import Chat
import ChatTestSupport
import Testing
import Wire

@Suite("Uploads that are kept")
struct UploadKeepingTests {
    private func code(_ body: () async throws -> Void) async -> ErrorCode? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? ChatError)?.code
        }
    }

    @Test("are read by who may read the conversation, and no more by who uploaded them and was taken out of it")
    func access() async throws {
        let fixture = try await UploadFixture()
        let record = try await fixture.receive(ListedSource("hello"), as: fixture.bob).get()
        for user in [fixture.ada, fixture.bob, fixture.admin] {
            #expect(try await fixture.uploads.upload(record.id, user: user) == record)
        }
        #expect(await code { _ = try await fixture.uploads.upload(record.id, user: fixture.eve) } == .forbidden)
        try await fixture.chat.removeParticipant("den", userID: "bob", by: fixture.ada)
        #expect(await code { _ = try await fixture.uploads.upload(record.id, user: fixture.bob) } == .forbidden)
        #expect(await code { _ = try await fixture.uploads.upload("nothing", user: fixture.ada) } == .notFound)
        #expect(await code { _ = try await fixture.uploads.upload("a/b", user: fixture.ada) } == .badFrame)
    }

    @Test("are read from any place on")
    func content() async throws {
        let fixture = try await UploadFixture()
        let reader = try await fixture.uploads.open(fixture.receive(ListedSource("hello")).get())
        #expect(try await reader.read(at: 1, count: 3) == Array("ell".utf8))
        #expect(try await reader.read(at: 5, count: 3).isEmpty)
    }

    @Test("are gone when their file was removed with its record, and a fault when it was not")
    func missing() async throws {
        let fixture = try await UploadFixture()
        let record = try await fixture.receive(ListedSource("hello")).get()
        fixture.files.remove([record.id])
        #expect(await code { _ = try await fixture.uploads.open(record) } == .internal)
        try await fixture.uploads.remove(record.id, user: fixture.ada)
        #expect(await code { _ = try await fixture.uploads.open(record) } == .notFound)
    }

    @Test("are removed by who uploaded them while no message carries them")
    func removed() async throws {
        let fixture = try await UploadFixture()
        let record = try await fixture.receive(ListedSource("hello")).get()
        #expect(await code { try await fixture.uploads.remove(record.id, user: fixture.bob) } == .forbidden)
        try await fixture.uploads.remove(record.id, user: fixture.ada)
        #expect(fixture.isClean)
        #expect(await code { try await fixture.uploads.remove(record.id, user: fixture.ada) } == .notFound)
    }

    @Test("are not removed while a message carries them, and are with it")
    func carried() async throws {
        let fixture = try await UploadFixture()
        let record = try await fixture.receive(ListedSource("hello")).get()
        try await fixture.say("here", attachments: [record.id])
        #expect(await code { try await fixture.uploads.remove(record.id, user: fixture.ada) } == .conflict)
        #expect(fixture.files.contents.count == 1)
        let room = try await fixture.chat.enter("den", user: fixture.ada).room
        let message = try await fixture.chat.history(room, before: nil, after: nil, limit: 1).messages[0]
        try await fixture.chat.delete(message.id, in: room, as: fixture.ada)
        #expect(fixture.isClean)
    }

    @Test("are swept after a day on no message, however many there are")
    func swept() async throws {
        let fixture = try await UploadFixture(UploadConfiguration(loosePerUser: 0))
        let carried = try await fixture.receive(ListedSource("carried")).get()
        try await fixture.say("here", attachments: [carried.id])
        for number in 1...250 { _ = try await fixture.receive(ListedSource("\(number)")).get() }
        fixture.clock.advance(seconds: 86_400)
        let young = try await fixture.receive(ListedSource("young")).get()
        try await fixture.uploads.sweep()
        #expect(fixture.files.contents.count == 252)
        fixture.clock.advance(seconds: 1)
        try await fixture.uploads.sweep()
        #expect(Set(fixture.files.contents.keys) == [carried.id, young.id])
        #expect(Set(fixture.store.uploadIDs) == [carried.id, young.id])
    }

    @Test("stay for ever where they have no end")
    func unlimited() async throws {
        let fixture = try await UploadFixture(UploadConfiguration(looseLifetimeSeconds: 0))
        _ = try await fixture.receive(ListedSource("hello")).get()
        fixture.clock.advance(seconds: 1e9)
        try await fixture.uploads.sweep()
        #expect(fixture.files.contents.count == 1)
    }

    @Test("are all that is there after a recovery")
    func recovered() async throws {
        let fixture = try await UploadFixture()
        let record = try await fixture.receive(ListedSource("hello")).get()
        fixture.files.leave([1], as: "half", isFinished: false)
        fixture.files.leave([1], as: "orphan", isFinished: true)
        #expect(try await fixture.uploads.recover() == 2)
        #expect(fixture.files.unfinished.isEmpty)
        #expect(Array(fixture.files.contents.keys) == [record.id])
    }
}
