import Agents
import AgentsTestSupport
import Testing

@testable import Storage

@Suite("The executions that the writer keeps in memory")
struct LiveExecutionsTests {
    private static func execution(_ id: String, bytes: Int = 0) -> StoredExecution {
        StoredExecution(key: 1, .sample(id, input: String(repeating: "x", count: bytes)), progressSeq: 0)
    }

    @Test("stay within their room; those that are asked for stay longest")
    func room() {
        let weight = Self.execution("e").weight
        var live = LiveExecutions(limit: 20 * weight)
        live.add(Self.execution("kept"))
        for index in 0..<1_000 {
            #expect(live.find("e\(index)") == nil)
            live.add(Self.execution("e\(index)"))
            #expect(live.find("kept") != nil)
            #expect(live.find("e\(index)") != nil)
            #expect(live.count <= 20)
        }
        #expect(live.find("e0") == nil && live.find("e999") != nil)
    }

    @Test("those with much text leave room for fewer")
    func text() {
        var live = LiveExecutions(limit: 1 << 20)
        for index in 0..<100 {
            live.add(Self.execution("e\(index)", bytes: 100_000))
            #expect(live.count <= 10)
        }
        // One that is larger than all room is kept until the next comes.
        live.add(Self.execution("large", bytes: 2 << 20))
        #expect(live.find("large") != nil)
        live.add(Self.execution("next"))
        live.add(Self.execution("over next", bytes: 1 << 19))
        #expect(live.find("large") == nil && live.find("over next") != nil)
    }

    @Test("are forgotten one by one and all together, and make room then")
    func removal() {
        let weight = Self.execution("e").weight
        var live = LiveExecutions(limit: 4 * weight)
        for index in 0..<1_000 {
            live.add(Self.execution("e\(index)"))
            live.remove("e\(index)")
            #expect(live.count == 0)
        }
        for id in ["a", "b", "c"] { live.add(Self.execution(id)) }
        live.remove("a")
        #expect(live.find("a") == nil && live.find("b") != nil && live.find("c") != nil)
        live.removeAll()
        #expect(live.count == 0 && live.find("b") == nil)
    }
}
