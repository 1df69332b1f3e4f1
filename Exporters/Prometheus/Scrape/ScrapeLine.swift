import Dispatch
import Synchronization

/// Where scrapes wait for their turn, and the queue that serves them.
///
/// Reading, rendering and compressing take milliseconds and never wait, so they would hold up an event loop, and on a machine
/// with two processors half of the concurrency pool. They run on a serial queue of Dispatch instead, which has a thread only
/// while there is something to do. One at a time: a second one would take the processor from the loops, and scrapes that
/// wait share the next gather anyway.
///
/// Deadlines are watched on a second queue, since the first may be stuck in a collector.
// @unchecked: the sources are thread-safe and never replaced; the state has its lock.
final class ScrapeLine: @unchecked Sendable {
    private let worker: ScrapeWorker
    private let clock: @Sendable () -> Int64
    private let queue = Mutex(ScrapeQueue())
    private let doorbell: any DispatchSourceUserDataAdd
    private let alarm: any DispatchSourceTimer

    /// - Parameter clock: monotonic nanoseconds, of the plans' deadlines.
    init(_ worker: ScrapeWorker, clock: @escaping @Sendable () -> Int64) {
        self.worker = worker
        self.clock = clock
        doorbell = DispatchSource.makeUserDataAddSource(queue: DispatchQueue(label: "telltale-scrapes", qos: .utility))
        alarm = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "telltale-scrape-deadlines", qos: .utility))
        doorbell.setEventHandler { [weak self] in self?.serve() }
        alarm.setEventHandler { [weak self] in self?.expire() }
        doorbell.activate()
        alarm.activate()
    }

    deinit {
        doorbell.cancel()
        alarm.cancel()
    }

    /// Adds a scrape, which will be answered at its deadline at the latest.
    func add(_ plan: ScrapePlan, waiter: ScrapeQueue.Waiter) {
        queue.withLock { queue in
            if let deadline = queue.add(plan, waiter: waiter) { setAlarm(deadline) }
        }
        doorbell.add(data: 1)
    }

    /// Answers those whose scrapers have stopped waiting.
    func expire() {
        let late = queue.withLock { queue in
            let (late, next) = queue.expire(at: clock())
            if let next { setAlarm(next) }
            return late
        }
        for waiter in late { waiter.resume(returning: ScrapeResponse(.late)) }
    }

    private func serve() {
        guard queue.withLock({ $0.begin() }) else { return }
        worker.gather()
        while let plan = queue.withLock({ $0.nextPlan() }) {
            let response = worker.response(to: plan)
            queue.withLock { $0.takeWaiter() }?.resume(returning: response)
        }
        worker.forget()
    }

    /// With the lock held, so that an earlier deadline is never followed by a later one.
    private func setAlarm(_ deadline: Int64) {
        let wait = max(0, deadline - clock())
        alarm.schedule(deadline: .now() + .nanoseconds(Int(wait)))
    }
}
