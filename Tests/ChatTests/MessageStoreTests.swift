import ChatTestSupport
import Testing

@Suite("The store in memory")
struct MessageStoreTests {
    @Test("keeps the contract of the message store", arguments: MessageStoreConformance.all)
    func contract(_ promise: MessageStoreConformance) async throws {
        try await promise.check(InMemoryMessageStore())
    }
}
