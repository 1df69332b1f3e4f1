import COpenTelemetryModel
import HTTPClients
import Logging
import Telemetry
import Testing

@testable import OpenTelemetryExporter

@Suite("Pushing")
struct MetricsPusherTests {
    private let clock = ManualClock()
    private let log = CapturedLog()
    private let registry: Registry

    init() {
        let clock = self.clock.pushClock
        registry = Registry(clock: clock.now, wallClock: clock.unixSeconds)
    }

    private func configuration() throws -> OTLPConfiguration {
        let endpoint = try #require(OTLPEndpoint("http://c:4318/v1/metrics?key=hush"))
        var configuration = OTLPConfiguration(endpoint: endpoint, service: ServiceIdentity(instance: "i", host: nil))
        configuration.compression = .none
        configuration.headers = [OTLPHeader("authorization", "hush")]
        return configuration
    }

    private func pusher(_ transport: ScriptedTransport, _ configuration: OTLPConfiguration? = nil) throws -> MetricsPusher {
        MetricsPusher(
            configuration: try configuration ?? self.configuration(), registry: registry, transport: transport, version: "1.2",
            logger: log.logger, clock: clock.pushClock)
    }

    /// The value of a counter or gauge that the pusher keeps.
    private func own(_ name: String, _ labels: String...) -> Double? {
        registry.snapshot().family("telltale_otlp_" + name)?.series(labels)?.number
    }

    private func pushed(_ request: OTLPRequest?, _ name: String) throws -> [Double] {
        let decoded = try Decoded(#require(request).body)
        let sum = try #require(decoded.metric(name).sum?.pointee)
        return all(sum.data_points, sum.n_data_points).map(\.as_double)
    }

    @Test("each interval a new snapshot goes out, with our headers and the configured ones")
    func interval() async throws {
        let counter = registry.counter("x_total", help: "").child()
        let transport = ScriptedTransport()
        let pusher = try pusher(transport)
        let task = Task { await pusher.run() }
        counter.increment(by: 3)
        await clock.reach(second: 60)
        let first = await transport.request()
        counter.increment(by: 4)
        await clock.reach(second: 120)
        let second = await transport.request()
        #expect(try pushed(first, "x_total") == [3])
        #expect(try pushed(second, "x_total") == [7])
        #expect(first?.url == "http://c:4318/v1/metrics?key=hush")
        #expect(
            first?.headers == [
                OTLPHeader("Content-Type", "application/x-protobuf"), OTLPHeader("User-Agent", "telltale-otlp-swift/1.2"),
                OTLPHeader("authorization", "hush"),
            ])
        #expect(first?.timeoutNanoseconds == 10_000_000_000)
        await clock.sleeper(untilSecond: 180)
        task.cancel()
        await task.value
        #expect(own("exports_total", "ok") == 3)
        #expect(own("last_success_timestamp_seconds") == 1_120)
        #expect(log.lines.isEmpty)
    }

    @Test("a body is compressed where that is configured")
    func compressed() async throws {
        registry.counter("x_total", help: String(repeating: "compressible ", count: 500)).child().increment()
        var configuration = try configuration()
        configuration.compression = .gzip
        let transport = ScriptedTransport()
        let pusher = try pusher(transport, configuration)
        let task = Task { await pusher.run() }
        await clock.reach(second: 60)
        let request = await transport.request()
        task.cancel()
        await task.value
        #expect(request?.headers.contains(OTLPHeader("Content-Encoding", "gzip")) == true)
        #expect(request?.body.prefix(3) == [0x1F, 0x8B, 0x08])
        #expect((request?.body.count ?? .max) < 3_000)
    }

    @Test("a snapshot that was refused for now goes again as it was")
    func retried() async throws {
        let counter = registry.counter("x_total", help: "").child()
        let transport = ScriptedTransport([.answer(OTLPResponse(status: 503)), .fail])
        let pusher = try pusher(transport)
        let task = Task { await pusher.run() }
        await clock.reach(second: 60)
        let first = await transport.request()
        counter.increment()
        await clock.reach(second: 61)
        let second = await transport.request()
        await clock.reach(second: 63)
        let third = await transport.request()
        await clock.reach(second: 120)
        let fourth = await transport.request()
        task.cancel()
        await task.value
        #expect(first?.body == second?.body)
        #expect(first?.body == third?.body)
        #expect(try pushed(third, "x_total") == [0])
        #expect(try pushed(fourth, "x_total") == [1])
        #expect(own("exports_total", "unavailable") == 1)
        #expect(own("exports_total", "unreachable") == 1)
        #expect(own("skipped_snapshots_total") == 0)
    }

    @Test("a collector that stays away costs one snapshot at a time, one warning, and one notice when it is back")
    func away() async throws {
        let counter = registry.counter("x_total", help: "").child()
        let transport = ScriptedTransport(
            (0..<3).map { .answer(OTLPResponse(status: 503, retryAfter: $0 == 2 ? "90" : "45")) })
        let pusher = try pusher(transport)
        let task = Task { await pusher.run() }
        await clock.reach(second: 60)
        _ = await transport.request()
        counter.increment()
        // 45 s and a tenth at most; here as much as chance can add.
        await clock.reach(second: 106)
        _ = await transport.request()
        // 45 s more are beyond the next push at 120, and are kept to all the same.
        await clock.reach(second: 152)
        let third = await transport.request()
        #expect(try pushed(third, "x_total") == [1])
        await clock.reach(second: 243)
        let fourth = await transport.request()
        #expect(try pushed(fourth, "x_total") == [1])
        await clock.reach(second: 300)
        _ = await transport.request()
        #expect(own("skipped_snapshots_total") == 2)
        await clock.sleeper(untilSecond: 360)
        #expect(own("exports_total", "unavailable") == 3)
        task.cancel()
        await task.value
        let warnings = log.lines.filter { !$0.hasPrefix("debug") }
        #expect(
            warnings == [
                "warning: The OpenTelemetry collector cannot be reached endpoint=http://c:4318/v1/metrics reason=the collector answered 503",
                "notice: The OpenTelemetry collector accepts metrics again endpoint=http://c:4318/v1/metrics",
            ])
    }

    @Test("a request without an answer ends when its time is over, and goes again")
    func hanging() async throws {
        let transport = ScriptedTransport([.hang])
        let pusher = try pusher(transport)
        let task = Task { await pusher.run() }
        await clock.reach(second: 60)
        let first = await transport.request()
        await clock.reach(second: 70)
        await clock.reach(second: 71)
        let second = await transport.request()
        #expect(first?.body == second?.body)
        #expect(own("exports_total", "timeout") == 1)
        let duration = registry.snapshot().family("telltale_otlp_export_duration_seconds")?.distribution()
        #expect(duration?.sum == 10)
        task.cancel()
        await task.value
    }

    @Test("rejected points and warnings are counted and logged, each new one once")
    func partialSuccess() async throws {
        func answer(_ points: UInt8, _ text: String) -> ScriptedTransport.Step {
            let partial = [0x08, points, 0x12, UInt8(text.utf8.count)] + Array(text.utf8)
            return .answer(OTLPResponse(status: 200, body: [0x0A, UInt8(partial.count)] + partial))
        }
        let transport = ScriptedTransport([answer(3, "too old"), answer(3, "too old"), answer(0, "slow")])
        let pusher = try pusher(transport)
        let task = Task { await pusher.run() }
        for second in [60.0, 120, 180, 240] {
            await clock.reach(second: second)
            _ = await transport.request()
        }
        await clock.sleeper(untilSecond: 300)
        task.cancel()
        await task.value
        #expect(own("exports_total", "partial") == 2)
        #expect(own("rejected_points_total") == 6)
        #expect(
            log.lines == [
                "warning: The OpenTelemetry collector rejected data points endpoint=http://c:4318/v1/metrics reason=too old rejected_points=3",
                "debug: The OpenTelemetry collector rejected data points endpoint=http://c:4318/v1/metrics reason=too old rejected_points=3",
                "warning: The OpenTelemetry collector has a warning endpoint=http://c:4318/v1/metrics reason=slow",
                "notice: The OpenTelemetry collector accepts metrics again endpoint=http://c:4318/v1/metrics",
            ])
    }

    @Test("what the collector rejects does not go again before the next interval")
    func rejected() async throws {
        let transport = ScriptedTransport([.answer(OTLPResponse(status: 400, contentType: "text/plain", body: Array("no".utf8)))])
        let pusher = try pusher(transport)
        let task = Task { await pusher.run() }
        await clock.reach(second: 60)
        _ = await transport.request()
        await clock.reach(second: 120)
        _ = await transport.request()
        task.cancel()
        await task.value
        #expect(own("exports_total", "rejected") == 1)
        #expect(log.lines.first?.hasSuffix("reason=the collector answered 400: no") == true)
    }

    @Test("stopping pushes what was counted since, once, and closes the transport", arguments: [false, true])
    func lastPush(_ isHanging: Bool) async throws {
        let counter = registry.counter("x_total", help: "").child()
        let transport = ScriptedTransport(isHanging ? [.hang] : [])
        let pusher = try pusher(transport)
        let task = Task { await pusher.run() }
        await clock.reach(second: 60)
        _ = await transport.request()
        counter.increment(by: 5)
        await clock.sleeper(untilSecond: isHanging ? 70 : 120)
        task.cancel()
        let last = await transport.request()
        await task.value
        #expect(try pushed(last, "x_total") == [5])
        #expect(last?.timeoutNanoseconds == 5_000_000_000)
        #expect(transport.isClosed)
        #expect(own("exports_total", "ok") == (isHanging ? 1 : 2))
    }

    @Test("stopping before the first interval pushes, too")
    func stoppedAtOnce() async throws {
        let transport = ScriptedTransport()
        let pusher = try pusher(transport)
        let task = Task { await pusher.run() }
        task.cancel()
        await task.value
        #expect(await transport.request() != nil)
        #expect(own("exports_total", "ok") == 1)
    }

    @Test("the last push waits for nobody longer than its limit, and says that it failed")
    func lastPushFails() async throws {
        let transport = ScriptedTransport([.fail, .hang])
        let pusher = try pusher(transport)
        let task = Task { await pusher.run() }
        task.cancel()
        _ = await transport.request()
        await clock.reach(second: 1)
        let again = await transport.request()
        #expect(again?.timeoutNanoseconds == 4_000_000_000)
        await clock.reach(second: 5)
        await task.value
        #expect(transport.isClosed)
        #expect(own("exports_total", "timeout") == 1)
        #expect(
            log.lines.last
                == "warning: The last metrics were not delivered to the OpenTelemetry collector endpoint=http://c:4318/v1/metrics")
    }
}
