import CoreMetrics
import Testing

@testable import Telemetry

/// The metrics of Hummingbird's `MetricsMiddleware`, made as it makes them.
@Suite("TelemetryFactory, Hummingbird's metrics")
struct FactoryHummingbirdTests {
    private let registry = Registry()

    @Test("requests, durations, errors and active requests come out under the library's own names")
    func families() {
        let factory = TelemetryFactory(registry: registry)
        for (route, status, isError) in [("/rooms/{id}", "200", false), ("/rooms/{id}", "200", false), ("NotFound", "404", true)] {
            request(route, status: status, isError: isError, factory: factory)
        }
        let snapshot = registry.snapshot()
        let requests = snapshot.family("hb_requests_total")
        #expect(requests?.labelNames == ["http_request_method", "http_response_status_code", "http_route"])
        #expect(requests?.number("GET", "200", "/rooms/{id}") == 2)
        #expect(requests?.number("GET", "404", "NotFound") == 1)
        #expect(snapshot.family("hb_request_errors_total")?.labelNames == ["error_type", "http_request_method", "http_route"])
        #expect(snapshot.family("hb_request_errors_total")?.number("404", "GET", "NotFound") == 1)
        #expect(snapshot.family("http_server_request_duration_seconds")?.distribution()?.count == 2)
        #expect(snapshot.family("http_server_request_duration_seconds")?.unit == "seconds")
        #expect(snapshot.family("http_server_active_requests")?.number("GET") == 0)
        #expect(registry.problems.isEmpty)
    }

    private func request(_ route: String, status: String, isError: Bool, factory: TelemetryFactory) {
        let active = Meter(label: "http.server.active_requests", dimensions: [("http.request.method", "GET")], factory: factory)
        active.increment()
        let dimensions = [("http.route", route), ("http.request.method", "GET")]
        let answered = dimensions + [("http.response.status_code", status)]
        CoreMetrics.Counter(label: "hb.requests", dimensions: answered, factory: factory).increment()
        if isError {
            CoreMetrics.Counter(label: "hb.request.errors", dimensions: dimensions + [("error.type", status)], factory: factory)
                .increment()
        } else {
            CoreMetrics.Timer(
                label: "http.server.request.duration", dimensions: answered, preferredDisplayUnit: .seconds, factory: factory
            ).recordMilliseconds(12)
        }
        active.decrement()
    }
}
