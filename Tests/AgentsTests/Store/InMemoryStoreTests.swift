import Agents
import AgentsTestSupport
import Testing

@Suite("The store of executions in memory")
struct InMemoryStoreTests {
    @Test("keeps the contract of the execution store", arguments: ExecutionStoreConformance.all)
    func contract(_ promise: ExecutionStoreConformance) async throws {
        try await promise.check(InMemoryExecutionStore())
    }
}
