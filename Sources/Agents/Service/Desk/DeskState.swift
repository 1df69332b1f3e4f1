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
    var open = OpenExecutions()
    var queue = FairQueue()
    var claims = WaitingClaims()
    var leases = LeaseTable()
    var runs: RunTable
    /// Until when no run is begun, since the store refused one; monotonic nanoseconds.
    var pausedUntil = Int64.min
    /// Whether nothing is begun any more.
    var isStopping = false

    /// - Parameters:
    ///   - builtIn: the agents that the built-in runner runs.
    ///   - concurrency: how many it runs at once.
    init(builtIn: Set<String>, concurrency: Int) {
        self.builtIn = builtIn
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
        case .started: queue.remove(id)
        case .requeued, .ended: effects.cancelled = leave(id, attempt: before?.attempt)
        case .none: break
        }
        if effects.step == .requeued, let ticket = before?.ticket { effects.grant = offer(ticket, inFront: true) }
        if record.execution.status == .running, let lease = record.lease { hold(id, lease, at: moment) }
        return effects
    }

    /// One that was open when the server started; workers have a whole lease from now on.
    mutating func insert(_ entry: OpenEntry, lease: ExecutionLease?, leaseMilliseconds: Int, at moment: AgentMoment) {
        open.insert(entry)
        if entry.status == .pending { queue.add(entry.ticket) }
        guard let lease else { return }
        let whole = moment.unixMilliseconds + Int64(leaseMilliseconds)
        hold(entry.ticket.id, lease, until: max(lease.expiresAtMilliseconds, whole), at: moment)
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
        return attempt.flatMap { runs.settle(RunKey(id: id, attempt: $0)) }
    }

    private mutating func hold(_ id: String, _ lease: ExecutionLease, at moment: AgentMoment) {
        hold(id, lease, until: lease.expiresAtMilliseconds, at: moment)
    }

    private mutating func hold(_ id: String, _ lease: ExecutionLease, until milliseconds: Int64, at moment: AgentMoment) {
        let left = max(0, min(milliseconds - moment.unixMilliseconds, Self.longestLease))
        leases.hold(id, lease, deadline: moment.nanoseconds + left * 1_000_000)
    }

    /// A day in milliseconds: what a clock that was set back may add to a lease.
    private static let longestLease: Int64 = 86_400_000
}
