/// The scrapes that wait for a gather and those whose gather runs.
///
/// All that wait when a gather begins share it; who comes later waits for the next one, which shows what was counted before
/// it asked.
struct ScrapeQueue {
    /// Whoever takes a waiter out answers it, once; here it is never seen again. An unsafe continuation spares the allocation
    /// with which a checked one would watch that.
    typealias Waiter = UnsafeContinuation<ScrapeResponse, Never>

    private struct Entry {
        let plan: ScrapePlan
        /// Nil once answered.
        var waiter: Waiter?
    }

    private var waiting: [Entry] = []
    private var running: [Entry] = []

    /// The running scrape that is next.
    private var next = 0

    /// The moment for which a timer is set.
    private var alarm: Int64?

    /// Adds a scrape.
    ///
    /// - Returns: when ``expire(at:)`` must be called next, if that is earlier than before.
    mutating func add(_ plan: ScrapePlan, waiter: Waiter) -> Int64? {
        waiting.append(Entry(plan: plan, waiter: waiter))
        guard alarm.map({ plan.deadline < $0 }) ?? true else { return nil }
        alarm = plan.deadline
        return plan.deadline
    }

    /// Lets all that wait run.
    ///
    /// - Returns: whether there are any.
    mutating func begin() -> Bool {
        running.removeAll(keepingCapacity: true)
        swap(&waiting, &running)
        next = 0
        return !running.isEmpty
    }

    /// The running scrape that is to be answered now: the one whose waiter ``takeWaiter()`` gives.
    mutating func nextPlan() -> ScrapePlan? {
        while next < running.count, running[next].waiter == nil { next += 1 }
        return next < running.count ? running[next].plan : nil
    }

    /// Who waits for that scrape; nil when its deadline has passed meanwhile.
    mutating func takeWaiter() -> Waiter? {
        defer { next += 1 }
        return next < running.count ? running[next].waiter.take() : nil
    }

    /// Those whose scrapers have stopped waiting, and when to ask again.
    mutating func expire(at now: Int64) -> (late: [Waiter], next: Int64?) {
        var late = waiting.filter { $0.plan.isLate(at: now) }.compactMap(\.waiter)
        waiting.removeAll { $0.plan.isLate(at: now) }
        for index in running.indices where running[index].plan.isLate(at: now) {
            if let waiter = running[index].waiter.take() { late.append(waiter) }
        }
        alarm = (waiting + running).filter { $0.waiter != nil }.map(\.plan.deadline).min()
        return (late, alarm)
    }
}
