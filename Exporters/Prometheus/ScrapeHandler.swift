import Telemetry

/// Answers scrapes of a registry, and watches itself: `telltale_scrape_duration_seconds`, `telltale_scrape_size_bytes`,
/// `telltale_scrapes_total{code}` and `telltale_scrapes_in_flight`.
///
/// A scrape shows the figures of the scrapes before it. Any thread may call, though not one that runs an event loop: the
/// work is done on the caller's executor without giving way.
public final class ScrapeHandler: Sendable {
    private let registry: Registry
    private let admission: ScrapeAdmission
    private let metrics: ScrapeMetrics
    private let clock: @Sendable () -> Int64

    /// - Parameters:
    ///   - registry: whose families are shown; the handler's own are added to it.
    ///   - maximumInFlight: scrapes at once, 4 by default; more are answered 503. With 0 there is no limit.
    ///   - clock: monotonic nanoseconds.
    public init(
        registry: Registry, maximumInFlight: Int = 4, clock: @escaping @Sendable () -> Int64 = MonotonicClock.now
    ) {
        self.registry = registry
        self.clock = clock
        admission = ScrapeAdmission(limit: maximumInFlight)
        metrics = ScrapeMetrics(registry: registry, admission: admission)
    }

    /// The answer to one scrape. It never throws: what cannot be shown is refused with a status and a reason.
    public func scrape(_ request: ScrapeRequest) async -> ScrapeResponse {
        respond(to: request)
    }

    func respond(to request: ScrapeRequest) -> ScrapeResponse {
        let startedAt = clock()
        let response = admission.admit() ? answer(request, startedAt: startedAt) : Self.overloaded
        metrics.record(response, nanoseconds: clock() - startedAt)
        return response
    }

    private static let overloaded = ScrapeResponse.refusal(503, "too many scrapes at once")

    private func answer(_ request: ScrapeRequest, startedAt: Int64) -> ScrapeResponse {
        defer { admission.leave() }
        guard let format = ExpositionFormat.negotiate(request) else {
            let known = ExpositionFormat.allCases.map(\.rawValue).joined(separator: ", ")
            return .refusal(400, "unknown format; there is: \(known)")
        }
        var snapshot = registry.snapshot()
        if let limit = request.timeoutSeconds, limit > 0, Double(clock() - startedAt) * 1e-9 >= limit {
            return .refusal(503, "reading the metrics took longer than the scraper waits")
        }
        if !request.names.isEmpty { snapshot.families.removeAll { !$0.isNamed(in: request.names) } }
        return ScrapeResponse(status: 200, contentType: format.contentType, body: format.render(snapshot))
    }
}

extension FamilySnapshot {
    /// Whether one of the names is the family's, or that of a series its histograms are shown as.
    fileprivate func isNamed(in names: [String]) -> Bool {
        let shown = kind == .histogram ? [name, "\(name)_bucket", "\(name)_sum", "\(name)_count"] : [name]
        return shown.contains { names.contains($0) }
    }
}
