import Essentials
import LanguageModels
import Wire

/// Who waits, who runs what, and who wants something to run: all that the server keeps of open executions in memory.
///
/// A value that decides and does nothing: it says who gets what, ``AgentDesk`` and ``AgentService`` see to it.
struct DeskState: Sendable {
    /// An execution for a worker that waits.
    struct Grant: Sendable, Equatable {
        /// The number of its claim.
        var claim: Int
        var ticket: Ticket
    }

    /// What a committed record leads to.
    struct Effects: Sendable {
        var step = ExecutionStep.none
        var spent = SpentUsage()
        var grant: Grant?
        /// A run that is over, to be cancelled.
        var cancelled: Task<Void, Never>?
    }

    private let builtIn: Set<String>
    private let timeLimits: [String: Int]
    var open = OpenExecutions()
    var queue = FairQueue()
    var claims = WaitingClaims()
    var leases = LeaseTable()
    /// What workers hold of agents with a limit of time, by when that is over: the lease tells which attempt is meant.
    var times = LeaseTable()
    var runs: RunTable
    /// Until when no run is begun, since the store refused one; monotonic nanoseconds.
    var pausedUntil = Int64.min
    /// Whether nothing is begun any more.
    var isStopping = false

    /// - Parameters:
    ///   - builtIn: the agents that the built-in runner runs.
    ///   - concurrency: how many it runs at once.
    ///   - timeLimits: by agent, how long workers may run an attempt, milliseconds; of those that have a limit.
    init(builtIn: Set<String>, concurrency: Int, timeLimits: [String: Int] = [:]) {
        self.builtIn = builtIn
        self.timeLimits = timeLimits
        runs = RunTable(limit: concurrency)
    }

    /// Takes in a record as it was just committed.
    mutating func take(_ record: ExecutionRecord, at moment: AgentMoment) -> Effects {
        var effects = Effects()
        let id = record.execution.id
        let before = open[id]
        (effects.step, effects.spent) = open.take(record, atMilliseconds: moment.unixMilliseconds)
        switch effects.step {
        case .made: effects.grant = offer(OpenEntry(record).ticket)
        case .started:
            queue.remove(id)
            if let lease = record.lease { limitTime(of: record.execution, lease, at: moment) }
        case .requeued, .ended: effects.cancelled = leave(id, attempt: before?.attempt)
        case .none: break
        }
        if effects.step == .requeued, let ticket = before?.ticket { effects.grant = offer(ticket, inFront: true) }
        if record.execution.status == .running, let lease = record.lease { hold(id, lease, at: moment) }
        return effects
    }

    /// One that was open when the server started.
    mutating func insert(_ entry: OpenEntry) {
        open.insert(entry)
        if entry.status == .pending { queue.add(entry.ticket) }
    }

    /// A worker held one that was open when the server started: it has a whole lease from now on, and what is left of its time.
    mutating func hold(_ execution: Execution, _ lease: ExecutionLease, leaseMilliseconds: Int, at moment: AgentMoment) {
        let whole = moment.unixMilliseconds + Int64(leaseMilliseconds)
        hold(execution.id, lease, until: max(lease.expiresAtMilliseconds, whole), at: moment)
        limitTime(of: execution, lease, at: moment)
    }

    /// Puts an execution into the queue, where the first worker that waits for it gets it, or what stands before it.
    mutating func offer(_ ticket: Ticket, inFront: Bool = false) -> Grant? {
        queue.add(ticket, inFront: inFront)
        guard let claim = claims.takeFirst(for: ticket.agent), let next = queue.take(claim.agents) else { return nil }
        return Grant(claim: claim.number, ticket: next)
    }

    /// The next execution for the built-in runner, with a place to run; nil when there is none.
    mutating func nextRun(at now: Int64) -> Ticket? {
        guard !isStopping, now >= pausedUntil, runs.hasPlace, let ticket = queue.take(builtIn) else { return nil }
        runs.takePlace()
        return ticket
    }

    private mutating func leave(_ id: String, attempt: Int?) -> Task<Void, Never>? {
        queue.remove(id)
        leases.release(id)
        times.release(id)
        return attempt.flatMap { runs.settle(RunKey(id: id, attempt: $0)) }
    }

    private mutating func limitTime(of execution: Execution, _ lease: ExecutionLease, at moment: AgentMoment) {
        guard let limit = timeLimits[execution.agent].map(Int64.init) else { return }
        let run = moment.unixMilliseconds - (execution.startedAtMilliseconds ?? moment.unixMilliseconds)
        // A clock that was set back gives no more than the whole time.
        let left = max(0, limit - max(0, run))
        times.hold(execution.id, lease, deadline: moment.nanoseconds + min(left, Int64(AgentLimits.longestMilliseconds)) * 1_000_000)
    }

    private mutating func hold(_ id: String, _ lease: ExecutionLease, at moment: AgentMoment) {
        hold(id, lease, until: lease.expiresAtMilliseconds, at: moment)
    }

    private mutating func hold(_ id: String, _ lease: ExecutionLease, until milliseconds: Int64, at moment: AgentMoment) {
        let left = max(0, min(milliseconds - moment.unixMilliseconds, Self.longestLease))
        leases.hold(id, lease, deadline: moment.nanoseconds + left * 1_000_000)
    }

    /// What a clock that was set back may add to a lease, milliseconds.
    private static let longestLease = Int64(AgentLimits.longestMilliseconds)
}
