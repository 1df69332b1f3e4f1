/// The attempts that the built-in runner has, at most a certain number. Its methods decide; ``AgentService`` carries out.
struct RunTable: Sendable {
    /// How far an attempt is.
    enum Phase: Sendable {
        /// The runner is at work. Exits: ``ending`` when it has come to an end; ``over`` when somebody else has ended it.
        case working
        /// Its end is being stored. Exits: ``over``.
        case ending
        /// It has ended, and its task returns soon. Exits: removed.
        case over
    }

    private struct Run {
        var phase = Phase.working
        /// Monotonic nanoseconds.
        var deadline: Int64
        /// nil until it is known, and after it has returned.
        var task: Task<Void, Never>?
        var hasReturned = false
    }

    private let limit: Int
    private var runs: [RunKey: Run] = [:]
    private var starting = 0

    /// - Parameter limit: how many there may be at once.
    init(limit: Int) {
        self.limit = limit
    }

    /// Whether another one may be begun.
    var hasPlace: Bool { runs.count + starting < limit }

    /// How many are to be ended or begun in the store.
    var unsettled: Int { starting + runs.values.count { $0.phase != .over } }

    /// Those at work.
    var working: [RunKey] { runs.filter { $0.value.phase == .working }.map(\.key) }

    /// Takes a place for an attempt whose start is being stored; ``started(_:deadline:)`` or ``notStarted()`` is owed.
    mutating func takePlace() {
        starting += 1
    }

    /// The start was stored.
    mutating func started(_ key: RunKey, deadline: Int64) {
        starting -= 1
        runs[key] = Run(deadline: deadline)
    }

    /// The start was not possible.
    mutating func notStarted() {
        starting -= 1
    }

    /// The task that does the work, so that it can be cancelled.
    ///
    /// - Returns: false when the attempt has ended meanwhile: the task is to be cancelled at once.
    mutating func attach(_ task: Task<Void, Never>, to key: RunKey) -> Bool {
        guard let run = runs[key] else { return false }
        if !run.hasReturned { runs[key]?.task = task }
        return run.phase == .working
    }

    /// The attempt has come to an end, which is stored next.
    ///
    /// - Returns: false when it has ended before: then nothing is to be stored.
    mutating func end(_ key: RunKey) -> Bool {
        guard runs[key]?.phase == .working else { return false }
        runs[key]?.phase = .ending
        return true
    }

    /// Its end is stored, or given up.
    ///
    /// - Returns: the task, to be cancelled; nil when there is none or it has returned.
    mutating func settle(_ key: RunKey) -> Task<Void, Never>? {
        guard let run = runs[key] else { return nil }
        runs[key]?.phase = .over
        if run.hasReturned { runs[key] = nil }
        return run.task
    }

    /// Its task returns now.
    mutating func returned(_ key: RunKey) {
        runs[key]?.hasReturned = true
        runs[key]?.task = nil
        if runs[key]?.phase == .over { runs[key] = nil }
    }

    /// The task of an attempt, to be cancelled.
    func task(of key: RunKey) -> Task<Void, Never>? {
        runs[key]?.task
    }

    /// Whether the runner is at work on it.
    func isWorking(_ key: RunKey) -> Bool {
        runs[key]?.phase == .working
    }

    /// Those at work whose time is over.
    func overdue(at now: Int64) -> [RunKey] {
        runs.filter { $0.value.phase == .working && $0.value.deadline <= now }.map(\.key)
    }
}
