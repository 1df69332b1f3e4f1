import Telemetry

/// Answers scrapes of a registry, and watches itself: `telltale_scrape_duration_seconds`, `telltale_scrape_size_bytes`,
/// `telltale_scrapes_total{code}`, `telltale_scrapes_unread_total` and `telltale_scrapes_in_flight`.
///
/// A scrape shows the figures of the scrapes before it. Any thread may call, also one that runs an event loop: the work is
/// done on a queue of the handler's own.
public final class ScrapeHandler: Sendable {
    private let admission: ScrapeAdmission
    private let metrics: ScrapeMetrics
    private let negotiation = NegotiationCache()
    private let line: ScrapeLine
    private let clock: @Sendable () -> Int64

    /// - Parameters:
    ///   - registry: whose families are shown; the handler's own are added to it.
    ///   - settings: what an exposition shows.
    ///   - maximumInFlight: scrapes at once, 4 by default; more are answered 503. With 0 there is no limit. A scrape is in
    ///     flight until its answer's body is let go, so this bounds the memory of answers that nobody reads.
    ///   - clock: monotonic nanoseconds.
    public init(
        registry: Registry, settings: ExpositionSettings = ExpositionSettings(), maximumInFlight: Int = 4,
        clock: @escaping @Sendable () -> Int64 = MonotonicClock.now
    ) {
        self.clock = clock
        admission = ScrapeAdmission(limit: maximumInFlight)
        metrics = ScrapeMetrics(registry: registry, admission: admission)
        let buffers = maximumInFlight > 0 ? maximumInFlight : Self.buffersWithoutLimit
        let worker = ScrapeWorker(registry: registry, settings: settings, pool: BufferPool(limit: buffers), clock: clock)
        line = ScrapeLine(worker, clock: clock)
    }

    /// Buffers that are kept when any number of scrapes may run.
    private static let buffersWithoutLimit = 4

    /// The answer to one scrape. It never throws: what cannot be shown is refused with a status and a reason.
    ///
    /// It comes by the request's timeout, or after a minute where there is none, whatever the collectors do.
    public func scrape(_ request: ScrapeRequest) async -> ScrapeResponse {
        let startedAt = clock()
        let response = await answer(request, startedAt: startedAt)
        metrics.record(response, nanoseconds: clock() - startedAt)
        return response
    }

    /// Counts an answer whose scraper did not read it in ``ScrapeResponse/readingTime``, so that its connection was closed.
    public func countUnread() {
        metrics.countUnread()
    }

    /// Scrapes that have no answer yet, or whose answer somebody still holds.
    var inFlight: Int {
        admission.inFlight
    }

    /// Answers the scrapes whose deadline has passed by the handler's clock, as a timer does too.
    func expire() {
        line.expire()
    }

    private func answer(_ request: ScrapeRequest, startedAt: Int64) async -> ScrapeResponse {
        do throws(ScrapeRefusal) {
            let plan = try ScrapePlan(request, negotiation: negotiation, now: startedAt)
            guard let lease = ScrapeLease(admission) else { throw .tooManyScrapes }
            var response = await withUnsafeContinuation { line.add(plan, waiter: $0) }
            if response.status == 200 { response.body = response.body.holding(lease) }
            return response
        } catch {
            return ScrapeResponse(error)
        }
    }
}
