import LanguageModels
import Synchronization
import Wire

/// ``DeskState`` under a lock, with those who wait for what it decides. Any thread; the store is never called with the lock held.
final class AgentDesk: Sendable {
    private struct State {
        var desk: DeskState
        /// By the number of the claim.
        var claimants: [Int: CheckedContinuation<Ticket?, Never>] = [:]
        var lastClaim = 0
        /// Those who wait until nothing is left to be stored.
        var idlers: [CheckedContinuation<Void, Never>] = []
        /// Whether nobody waits for that any more.
        var hasGivenUp = false
    }

    private let state: Mutex<State>

    init(builtIn: Set<String>, concurrency: Int, timeLimits: [String: Int]) {
        state = Mutex(State(desk: DeskState(builtIn: builtIn, concurrency: concurrency, timeLimits: timeLimits)))
    }

    /// How many executions there are by state.
    var figures: ExecutionFigures { state.withLock { $0.desk.open.figures } }

    /// Reads or changes the state. Who settles a run through this owes ``settled()``.
    func withState<Value: Sendable>(_ body: (inout DeskState) -> Value) -> Value {
        state.withLock { body(&$0.desk) }
    }

    /// Takes in a record as it was just committed, and hands out what a worker waited for.
    ///
    /// - Returns: what else it leads to.
    func take(_ record: ExecutionRecord, at moment: AgentMoment) -> DeskState.Effects {
        let (effects, claimant) = state.withLock { state in
            let effects = state.desk.take(record, at: moment)
            return (effects, effects.grant.flatMap { state.claimants.removeValue(forKey: $0.claim) })
        }
        claimant?.resume(returning: effects.grant?.ticket)
        if effects.step == .requeued || effects.step == .ended { settled() }
        return effects
    }

    /// Puts an execution back that was taken and not begun.
    func putBack(_ ticket: Ticket) {
        let (claimant, next) = state.withLock { state -> (CheckedContinuation<Ticket?, Never>?, Ticket?) in
            // It may have been cancelled meanwhile.
            guard state.desk.open[ticket.id]?.status == .pending else { return (nil, nil) }
            let grant = state.desk.offer(ticket, inFront: true)
            return (grant.flatMap { state.claimants.removeValue(forKey: $0.claim) }, grant?.ticket)
        }
        claimant?.resume(returning: next)
    }

    /// The number of the next claim.
    func claimNumber() -> Int {
        state.withLock { state in
            state.lastClaim += 1
            return state.lastClaim
        }
    }

    /// Takes an execution that waits, or waits for one.
    ///
    /// - Parameters:
    ///   - limit: how many may wait; 0 is no limit.
    ///   - userLimit: how many of them with tokens of one user; 0 is no limit.
    /// - Returns: nil when the time is over, or the claim was withdrawn.
    /// - Throws: ``AgentError`` `overloaded` when too many wait or the server stops, `rate_limited` when too many of the user do.
    func ticket(
        _ claim: WaitingClaims.Waiting, limit: Int, userLimit: Int, now: Int64
    ) async throws(AgentError) -> Ticket? {
        enum Answer { case ticket(Ticket?), refused(AgentError) }
        let refusal = Mutex<AgentError?>(nil)
        let ticket = await withCheckedContinuation { (continuation: CheckedContinuation<Ticket?, Never>) in
            let answer = state.withLock { state -> Answer? in
                if state.desk.isStopping { return .refused(.ending) }
                if let ticket = state.desk.queue.take(claim.agents) { return .ticket(ticket) }
                guard claim.deadline > now else { return .ticket(nil) }
                guard limit <= 0 || state.desk.claims.count < limit else { return .refused(.tooManyClaims) }
                guard userLimit <= 0 || state.desk.claims.count(of: claim.userID) < userLimit else {
                    return .refused(.tooManyClaims(of: userLimit))
                }
                state.desk.claims.add(claim)
                state.claimants[claim.number] = continuation
                return nil
            }
            switch answer {
            case .ticket(let ticket): continuation.resume(returning: ticket)
            case .refused(let error):
                refusal.withLock { $0 = error }
                continuation.resume(returning: nil)
            case nil:
                // Cancelled before it waited: nobody else withdraws it.
                if Task.isCancelled { withdraw(claim.number) }
            }
        }
        if let refusal = refusal.withLock({ $0 }) { throw refusal }
        return ticket
    }

    /// A worker waits no longer.
    func withdraw(_ claim: Int) {
        let claimant = state.withLock { state -> CheckedContinuation<Ticket?, Never>? in
            guard state.desk.claims.remove(claim) else { return nil }
            return state.claimants.removeValue(forKey: claim)
        }
        claimant?.resume(returning: nil)
    }

    /// Sends those workers away whose time to wait is over.
    func endWaits(at now: Int64) {
        dismiss { $0.claims.takeDue(at: now) }
    }

    /// Nothing is begun from now on; workers that wait are sent away.
    ///
    /// - Returns: the runs at work.
    func shut() -> [RunKey] {
        dismiss { desk in
            desk.isStopping = true
            return desk.claims.takeAll()
        }
        return withState { $0.runs.working }
    }

    private func dismiss(_ choose: (inout DeskState) -> [Int]) {
        let claimants = state.withLock { state in
            choose(&state.desk).compactMap { state.claimants.removeValue(forKey: $0) }
        }
        for claimant in claimants { claimant.resume(returning: nil) }
    }

    /// Returns when nothing is left to be stored of the runs, or ``giveUp()`` is called.
    func idle() async {
        await withCheckedContinuation { idler in
            let isIdle = state.withLock { state in
                let isIdle = state.hasGivenUp || state.desk.runs.unsettled == 0
                if !isIdle { state.idlers.append(idler) }
                return isIdle
            }
            if isIdle { idler.resume() }
        }
    }

    /// A start or an end was stored, or given up: who waits for the last one goes on.
    func settled() {
        let idlers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard state.desk.runs.unsettled == 0 else { return [] }
            defer { state.idlers = [] }
            return state.idlers
        }
        for idler in idlers { idler.resume() }
    }

    /// Who waits for ends that cannot be stored waits no longer.
    func giveUp() {
        let idlers = state.withLock { state in
            defer { (state.idlers, state.hasGivenUp) = ([], true) }
            return state.idlers
        }
        for idler in idlers { idler.resume() }
    }
}
