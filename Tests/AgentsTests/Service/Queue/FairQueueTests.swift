import ChatTestSupport
import Essentials
import Testing

@testable import Agents

@Suite("The fair queue")
struct FairQueueTests {
    private let all: Set<String> = ["x", "y"]

    private func ticket(_ id: String, of owner: String, agent: String = "x") -> Ticket {
        Ticket(id: id, agent: agent, owner: ExactText(owner))
    }

    private func drain(_ queue: inout FairQueue, _ agents: Set<String>) -> [String] {
        var ids: [String] = []
        while let ticket = queue.take(agents) { ids.append(ticket.id) }
        return ids
    }

    @Test("owners take turns, each with the oldest first")
    func turns() {
        var queue = FairQueue()
        for id in ["a1", "a2", "a3", "b1", "b2", "c1"] { queue.add(ticket(id, of: String(id.prefix(1)))) }
        #expect(drain(&queue, all) == ["a1", "b1", "c1", "a2", "b2", "a3"])
        #expect(queue.count == 0)
    }

    @Test("who comes new, or comes back, stands behind all who wait")
    func newcomers() {
        var queue = FairQueue()
        for id in ["a1", "b1", "b2", "c1"] { queue.add(ticket(id, of: String(id.prefix(1)))) }
        #expect(queue.take(all)?.id == "a1")
        queue.add(ticket("a2", of: "a"))
        queue.add(ticket("d1", of: "d"))
        #expect(drain(&queue, all) == ["b1", "c1", "a2", "d1", "b2"])
    }

    @Test("only the agents that are asked for are served; of them an owner's oldest, whichever agent it is of")
    func agents() {
        var queue = FairQueue()
        queue.add(ticket("a1", of: "a", agent: "z"))
        queue.add(ticket("a2", of: "a", agent: "y"))
        queue.add(ticket("a3", of: "a", agent: "x"))
        queue.add(ticket("b1", of: "b", agent: "x"))
        #expect(drain(&queue, ["x", "y"]) == ["a2", "b1", "a3"])
        #expect(queue.take(["w"]) == nil)
        #expect(drain(&queue, ["z", "v", "w"]) == ["a1"])
    }

    @Test("what is put in front is its owner's next, and takes no turn from anybody else")
    func inFront() {
        var queue = FairQueue()
        for id in ["a1", "a2", "b1"] { queue.add(ticket(id, of: String(id.prefix(1)))) }
        queue.add(ticket("a0", of: "a"), inFront: true)
        queue.add(ticket("a9", of: "a"), inFront: true)
        #expect(drain(&queue, all) == ["a9", "b1", "a0", "a1", "a2"])
    }

    @Test("what was cancelled is not served, and what waits already waits once")
    func removal() {
        var queue = FairQueue()
        for id in ["a1", "a2", "b1"] { queue.add(ticket(id, of: String(id.prefix(1)))) }
        queue.add(ticket("a1", of: "a"))
        queue.remove("a1")
        queue.remove("b1")
        queue.remove("nobody")
        #expect(drain(&queue, all) == ["a2"])
        queue.add(ticket("b1", of: "b"))
        #expect(drain(&queue, all) == ["b1"])
    }

    @Test("owners with a backlog get the same share, however long their lines are")
    func share() {
        var queue = FairQueue()
        for index in 0..<1_000 { queue.add(ticket("a\(index)", of: "a")) }
        for index in 0..<30 {
            queue.add(ticket("b\(index)", of: "b"))
            queue.add(ticket("c\(index)", of: "c", agent: "y"))
        }
        let served = (0..<90).compactMap { _ in queue.take(all)?.owner.text }
        for round in stride(from: 0, to: 90, by: 3) { #expect(Set(served[round..<round + 3]) == ["a", "b", "c"]) }
    }

    /// The rules again, as slowly and plainly as they can be said.
    private struct Oracle {
        var waiting: [Ticket] = []
        /// Longest ago first; only those who wait.
        var round: [ExactText] = []

        mutating func add(_ ticket: Ticket, inFront: Bool) {
            guard !waiting.contains(where: { $0.id == ticket.id }) else { return }
            waiting.insert(ticket, at: inFront ? 0 : waiting.count)
            if !round.contains(ticket.owner) { round.append(ticket.owner) }
        }

        mutating func remove(_ id: String) {
            waiting.removeAll { $0.id == id }
            round.removeAll { owner in !waiting.contains { $0.owner == owner } }
        }

        mutating func take(_ agents: Set<String>) -> Ticket? {
            for owner in round {
                guard let ticket = waiting.first(where: { $0.owner == owner && agents.contains($0.agent) }) else { continue }
                remove(ticket.id)
                if let index = round.firstIndex(of: owner) { round.append(round.remove(at: index)) }
                return ticket
            }
            return nil
        }
    }

    @Test("whatever is added, cancelled and taken, it serves as the rules say", arguments: 1...5)
    func random(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var queue = FairQueue()
        var oracle = Oracle()
        for index in 0..<2_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let owner = ["a", "b", "c", "e\u{301}", "é"].randomElement(using: &random) ?? ""
                let agent = ["x", "y", "z"].randomElement(using: &random) ?? ""
                let isInFront = Int.random(in: 0..<5, using: &random) == 0
                queue.add(ticket("t\(index)", of: owner, agent: agent), inFront: isInFront)
                oracle.add(ticket("t\(index)", of: owner, agent: agent), inFront: isInFront)
            case 5:
                let id = oracle.waiting.randomElement(using: &random)?.id ?? "nobody"
                queue.remove(id)
                oracle.remove(id)
            default:
                let agents = Set(["x", "y", "z", "w", "v"].shuffled(using: &random).prefix(Int.random(in: 1...5, using: &random)))
                #expect(queue.take(agents) == oracle.take(agents))
            }
            #expect(queue.count == oracle.waiting.count)
        }
        #expect(drain(&queue, ["x", "y", "z"]).count == oracle.waiting.count)
    }
}
