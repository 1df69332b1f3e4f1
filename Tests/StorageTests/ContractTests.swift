import ChatTestSupport
import Storage
import Testing

@Suite("The store in SQLite keeps the contract of the message store")
struct ContractTests {
    @Test("with messages that are still in memory only", arguments: MessageStoreConformance.all)
    func recent(_ promise: MessageStoreConformance) async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try await promise.check(store)
        await store.close()
    }

    @Test("with messages that are indexed as soon as possible", arguments: MessageStoreConformance.all)
    func indexed(_ promise: MessageStoreConformance) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.recentMessages = 1 }
        try await promise.check(store)
        await store.close()
    }
}
