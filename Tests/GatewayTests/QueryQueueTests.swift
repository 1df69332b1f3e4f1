import Testing

@testable import Gateway

@Suite("The questions of a connection")
struct QueryQueueTests {
    @Test("are asked one at a time and in order")
    func order() {
        var queue = QueryQueue<String>()
        let asked = ["1", "2", "3"].map { queue.add($0) }
        #expect(asked == ["1", nil, nil])
        let next = (0..<3).map { _ in queue.finished() }
        #expect(next == ["2", "3", nil])
        let again = queue.add("4")
        #expect(again == "4")
    }
}
