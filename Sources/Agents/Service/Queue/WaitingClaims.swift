/// The workers that wait for something to do, those who came first first.
struct WaitingClaims: Sendable {
    /// One of them.
    struct Waiting: Sendable, Equatable {
        /// Who it is.
        var number: Int
        /// What it can run.
        var agents: Set<String>
        /// Until when it waits, monotonic nanoseconds.
        var deadline: Int64
    }

    private var waiting: [Waiting] = []

    /// How many wait.
    var count: Int { waiting.count }

    mutating func add(_ claim: Waiting) {
        waiting.append(claim)
    }

    /// Takes out the first that can run this agent.
    mutating func takeFirst(for agent: String) -> Waiting? {
        guard let index = waiting.firstIndex(where: { $0.agents.contains(agent) }) else { return nil }
        return waiting.remove(at: index)
    }

    /// Takes one out that waits no longer.
    ///
    /// - Returns: whether it was there.
    mutating func remove(_ number: Int) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return false }
        waiting.remove(at: index)
        return true
    }

    /// Takes out those whose time is over.
    mutating func takeDue(at now: Int64) -> [Int] {
        let due = waiting.filter { $0.deadline <= now }.map(\.number)
        if !due.isEmpty { waiting.removeAll { $0.deadline <= now } }
        return due
    }

    /// Takes out all.
    mutating func takeAll() -> [Int] {
        defer { waiting = [] }
        return waiting.map(\.number)
    }
}
