import Testing

@testable import Gateway

@Suite("The questions of a connection")
struct QueryQueueTests {
    private func query(_ id: String) -> QueryQueue.Query { .init(id: id, limit: 50, receivedAt: 0) }

    @Test("are asked one at a time and in order")
    func order() {
        var queue = QueryQueue()
        let asked = ["1", "2", "3"].map { queue.add(query($0))?.id }
        #expect(asked == ["1", nil, nil])
        let next = (0..<3).map { _ in queue.finished()?.id }
        #expect(next == ["2", "3", nil])
        let again = queue.add(query("4"))?.id
        #expect(again == "4")
    }
}
