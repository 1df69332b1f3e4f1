import ChatTestSupport
import Testing

@testable import Agents

@Suite("Keys by their deadlines")
struct DeadlineQueueTests {
    @Test("what is due comes once, the earliest first; a deadline that was moved counts as it is now")
    func due() {
        var queue = DeadlineQueue<String>()
        for (key, deadline) in [("a", 30), ("b", 10), ("c", 20)] as [(String, Int64)] { queue.set(key, deadline: deadline) }
        queue.set("b", deadline: 25)
        #expect(queue.earliest == 20)
        #expect(queue.takeDue(at: 19).isEmpty)
        #expect(queue.takeDue(at: 29) == ["c", "b"] && queue.takeDue(at: 29).isEmpty && queue.count == 1)
    }

    @Test("no more than the limit come at once, and what was removed does not come")
    func limit() {
        var queue = DeadlineQueue<Int>()
        for key in 0..<10 { queue.set(key, deadline: Int64(key)) }
        queue.remove(1)
        queue.remove(99)
        #expect(queue.takeDue(at: 100, limit: 3) == [0, 2, 3])
        #expect(queue.takeDue(at: 100) == [4, 5, 6, 7, 8, 9])
    }

    @Test("however keys are set, moved and removed, it agrees with a sorted list", arguments: 1...3)
    func random(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var queue = DeadlineQueue<Int>()
        var oracle: [Int: Int64] = [:]
        for now in 0..<Int64(3_000) {
            let key = Int.random(in: 0..<60, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                queue.remove(key)
                oracle[key] = nil
            case 1:
                let due = queue.takeDue(at: now)
                #expect(due.compactMap { oracle[$0] } == oracle.values.filter { $0 <= now }.sorted())
                for key in due { oracle[key] = nil }
            default:
                let deadline = now + Int64.random(in: -5...100, using: &random)
                queue.set(key, deadline: deadline)
                oracle[key] = deadline
            }
            #expect(queue.count == oracle.count && queue.earliest == oracle.values.min())
        }
    }
}
