import Essentials

/// The workers that wait for something to do, those who came first first.
struct WaitingClaims: Sendable {
    /// One of them.
    struct Waiting: Sendable, Equatable {
        /// Who it is.
        var number: Int
        /// The user of its token.
        var userID: String
        /// What it can run.
        var agents: Set<String>
        /// Until when it waits, monotonic nanoseconds.
        var deadline: Int64
    }

    private var waiting: [Waiting] = []
    private var counts: [ExactText: Int] = [:]

    /// How many wait.
    var count: Int { waiting.count }

    /// How many wait with tokens of this user.
    func count(of userID: String) -> Int {
        counts[ExactText(userID), default: 0]
    }

    mutating func add(_ claim: Waiting) {
        waiting.append(claim)
        counts[ExactText(claim.userID), default: 0] += 1
    }

    /// Takes out the first that can run this agent.
    mutating func takeFirst(for agent: String) -> Waiting? {
        guard let index = waiting.firstIndex(where: { $0.agents.contains(agent) }) else { return nil }
        return take(at: index)
    }

    /// Takes one out that waits no longer.
    ///
    /// - Returns: whether it was there.
    mutating func remove(_ number: Int) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return false }
        _ = take(at: index)
        return true
    }

    /// Takes out those whose time is over.
    mutating func takeDue(at now: Int64) -> [Int] {
        let due = waiting.filter { $0.deadline <= now }
        if !due.isEmpty { waiting.removeAll { $0.deadline <= now } }
        for claim in due { leave(claim) }
        return due.map(\.number)
    }

    /// Takes out all.
    mutating func takeAll() -> [Int] {
        defer { (waiting, counts) = ([], [:]) }
        return waiting.map(\.number)
    }

    private mutating func take(at index: Int) -> Waiting {
        let claim = waiting.remove(at: index)
        leave(claim)
        return claim
    }

    private mutating func leave(_ claim: Waiting) {
        let user = ExactText(claim.userID)
        counts[user, default: 0] -= 1
        if counts[user] == 0 { counts[user] = nil }
    }
}
