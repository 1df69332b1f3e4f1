import Chat
import ChatTestSupport
import Telemetry
import Testing
import Wire

@testable import Storage

@Suite("A write that the database refuses")
struct BadRowTests {
    @Test("is refused alone: the others of its transaction are stored, in their order")
    func alone() async throws {
        let folder = try StoreFolder()
        let registry = Registry()
        let store = try folder.open(registry: registry) { $0.recentMessages = 3 }
        try store.onWriter(
            "CREATE TEMP TRIGGER fault BEFORE INSERT ON messages WHEN new.content = 'bad' BEGIN SELECT RAISE(ABORT, 'fault'); END")
        let gate = BatchGate(store)
        await store.create("room")
        let contents = ["one", "bad", "two", "three", "bad", "four"]
        let results = await gate.performInOneTransaction(
            contents.enumerated().map { .append(.test($1, in: "room", clientID: "c\($0)")) })
        #expect(results.map(\.isUnavailable) == [false, true, false, false, true, false])
        #expect(try await store.everything(in: "room") == ["1 one", "2 two", "3 three", "4 four"])
        #expect(registry.errors("append") == 2)
        #expect(store.isHealthy)
        let again = await store.append("now good", id: "m9", to: "room", clientID: "c1")
        #expect(again == .success(.appended(seq: 5, attachments: [])))
        await store.close()
    }
}
