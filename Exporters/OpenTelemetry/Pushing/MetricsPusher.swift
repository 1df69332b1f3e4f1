import HTTPClients
import Logging
import Telemetry

/// Pushes a registry's metrics to an OpenTelemetry collector: at an interval, and once more at the end.
///
/// ```swift
/// if let configuration = try OTLPConfiguration(environment: ProcessInfo.processInfo.environment) {
///     let pusher = MetricsPusher(
///         configuration: configuration, registry: registry, transport: try HTTPClientTransport(configuration), logger: logger)
///     await pusher.run()
/// }
/// ```
///
/// It watches itself: `telltale_otlp_exports_total{outcome}`, `telltale_otlp_export_duration_seconds`,
/// `telltale_otlp_rejected_points_total`, `telltale_otlp_skipped_snapshots_total` and
/// `telltale_otlp_last_success_timestamp_seconds`. A collector that is away costs the memory of one snapshot, however long it is
/// away, and one line in the log.
///
/// - SeeAlso: <https://opentelemetry.io/docs/specs/otlp/#otlphttp>
public actor MetricsPusher {
    private let configuration: OTLPConfiguration
    private let registry: Registry
    private let transport: any OTLPTransport
    private let clock: ClientClock
    private let metrics: PusherMetrics
    private let userAgent: String
    private let encoder: MetricsEncoder
    private let startedAt: UInt64
    private var body: RequestBody
    private var content = RequestBody.Content()
    private var snapshot = Snapshot()
    private var plan: PushPlan
    private var log: PushLog

    /// The first push is due one interval from now.
    ///
    /// - Parameters:
    ///   - configuration: where to, how often, in whose name.
    ///   - registry: what to push; the pusher's own families are added to it.
    ///   - transport: carries the requests; ``run()`` closes it at its end.
    ///   - version: of the program, for the instrumentation scope and the header `User-Agent`.
    ///   - logger: for trouble with the collector, each trouble once.
    ///   - clock: the machine's by default.
    public init(
        configuration: OTLPConfiguration, registry: Registry, transport: any OTLPTransport, version: String = "", logger: Logger,
        clock: ClientClock = .system
    ) {
        self.configuration = configuration
        self.registry = registry
        self.transport = transport
        self.clock = clock
        metrics = PusherMetrics(registry: registry)
        userAgent = version.isEmpty ? "telltale-otlp-swift" : "telltale-otlp-swift/\(version)"
        encoder = MetricsEncoder(
            resource: configuration.resource, scope: OTLPScope(name: "telltale", version: version), histograms: configuration.histograms)
        startedAt = UnixTime.nanoseconds(clock.unixSeconds())
        body = RequestBody(configuration.compression)
        plan = PushPlan(
            now: clock.now(), interval: configuration.interval.wholeNanoseconds, timeout: configuration.timeout.wholeNanoseconds)
        log = PushLog(logger: logger, endpoint: configuration.endpoint)
    }

    /// Pushes until the task is cancelled; then pushes once more, for ``OTLPConfiguration/finalPushLimit`` at most, closes the
    /// transport and returns.
    ///
    /// Call it once. Stop it after whatever still counts something that the last push should show.
    public func run() async {
        await follow()
        plan.stop(at: clock.now(), within: configuration.finalPushLimit.wholeNanoseconds)
        // A cancelled task can wait for nothing, so the last push has a task of its own. The plan bounds it.
        await Task { await follow() }.value
        await transport.close()
    }

    /// Does what the plan says until it says no more or the task is cancelled.
    private func follow() async {
        while !Task.isCancelled {
            switch plan.next(at: clock.now()) {
            // Cancelling is all that a sleep can fail with.
            case .sleep(let until): try? await clock.sleep(until)
            case .sendAgain(let timeout): await send(timeout: timeout)
            case .sendNew(let timeout):
                if prepare() {
                    await send(timeout: timeout)
                } else {
                    finish(.tooLarge, nanoseconds: 0)
                }
            case .end: return
            }
        }
    }

    /// Takes a snapshot and makes the request's body of it.
    ///
    /// - Returns: false if it is too large to be sent.
    private func prepare() -> Bool {
        registry.refresh(&snapshot)
        let time = SnapshotTime(snapshot, fallback: startedAt)
        return encoder.encode(snapshot, time: time) { message in
            guard let message else { return false }
            content = body.content(message)
            return true
        }
    }

    private func send(timeout: Int64) async {
        let sentAt = clock.now()
        let result = await result(of: request(timeout: timeout), until: sentAt + timeout)
        // What was cancelled has no result; the last push follows.
        if Task.isCancelled { return }
        finish(result, nanoseconds: clock.now() - sentAt)
    }

    private func finish(_ result: ExportResult, nanoseconds: Int64) {
        metrics.record(result, nanoseconds: nanoseconds, unixSeconds: clock.unixSeconds())
        log.note(result)
        if plan.ended(result, at: clock.now(), jitter: clock.random()) {
            metrics.recordSkipped()
            if plan.isEnded { log.missedLast() }
        }
        if !plan.isWaiting { content = RequestBody.Content() }
    }

    private func request(timeout: Int64) -> OTLPRequest {
        var headers = [OTLPHeader("Content-Type", "application/x-protobuf"), OTLPHeader("User-Agent", userAgent)]
        if let encoding = content.encoding { headers.append(OTLPHeader("Content-Encoding", encoding)) }
        return OTLPRequest(
            url: configuration.endpoint.url, headers: headers + configuration.headers, body: content.bytes, timeoutNanoseconds: timeout)
    }

    private func result(of request: OTLPRequest, until deadline: Int64) async -> ExportResult {
        do {
            let response = try await Deadline.run(until: deadline, clock: clock) { [transport] in try await transport.send(request) }
            return response.map { ExportResult($0, unixSeconds: clock.unixSeconds()) } ?? .timeout
        } catch {
            return ExportResult(outcome: .unreachable, reason: PlainText.line(String(describing: error)))
        }
    }
}
