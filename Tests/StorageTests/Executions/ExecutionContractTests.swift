import AgentsTestSupport
import Storage
import Testing

@Suite("The store in SQLite keeps the contract of the execution store")
struct ExecutionContractTests {
    @Test("with executions that are kept in memory while they are open", arguments: ExecutionStoreConformance.all)
    func kept(_ promise: ExecutionStoreConformance) async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        try await promise.check(store)
        await store.close()
    }

    @Test("with room in memory for one execution", arguments: ExecutionStoreConformance.all)
    func read(_ promise: ExecutionStoreConformance) async throws {
        let folder = try StoreFolder()
        let store = try folder.open { $0.liveExecutionBytes = 0 }
        try await promise.check(store)
        await store.close()
    }
}
