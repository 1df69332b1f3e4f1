import Foundation
import PrometheusExporter
import Telemetry
import Testing

@Suite("promtool")
struct PromtoolTests {
    /// Runs `promtool check metrics` on an exposition; what it says and how it ends.
    private func check(_ exposition: [UInt8]) throws -> (status: Int32, output: String) {
        let path = try #require(
            ["/usr/bin/promtool", "/usr/local/bin/promtool"].first(where: FileManager.default.isExecutableFile(atPath:)),
            "promtool is missing: install the Debian package prometheus (apt install prometheus)")
        let file = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)
        try Data(exposition).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = Pipe()
        let promtool = Process()
        promtool.executableURL = URL(fileURLWithPath: path)
        promtool.arguments = ["check", "metrics"]
        promtool.standardInput = try FileHandle(forReadingFrom: file)
        promtool.standardOutput = output
        promtool.standardError = output
        try promtool.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        promtool.waitUntilExit()
        return (promtool.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    @Test("a scrape of a registry with every kind of family is clean")
    func clean() async throws {
        let registry = Registry(seriesLimit: 2)
        registry.functionCounter("process_cpu_seconds_total", help: "Processor time.") { 12.25 }
        registry.info("telltale_build_info", help: "The build.", labels: [("version", "1.0"), ("swift", "6.3")])
        let operations = registry.counter(
            "telltale_operations_total", help: "Operations by their outcome.", labels: ["endpoint", "outcome"])
        for endpoint in ["chat", "agents", "http", "say \"hi\"\\\n"] { operations.child(endpoint, "ok").increment() }
        let durations = registry.histogram(
            "telltale_operation_duration_seconds", help: "Time of operations.", labels: ["endpoint"])
        registry.stateSet("telltale_phase", help: "Phase.", states: ["starting", "ready"]).child().select("ready")
        for step in 1...100 { durations.child("chat").record(Double(step) * 0.01) }
        registry.histogram("telltale_websocket_message_size_bytes", help: "Size of messages.", buckets: .sizes).child()
            .record(256)
        registry.gauge("telltale_websocket_connections", help: "Open sockets.", labels: ["endpoint"]).child("chat").set(3)
        let handler = ScrapeHandler(registry: registry)
        _ = await handler.scrape(ScrapeRequest())
        let response = await handler.scrape(ScrapeRequest())
        #expect(registry.problems.isEmpty)
        let result = try check(response.body.bytes)
        #expect(result.output == "")
        #expect(result.status == 0)
    }

    @Test("an exposition that breaks the rules is refused, so the test above can fail")
    func canFail() throws {
        #expect(try check(Array("# TYPE a counter\na{le=\"1} 2\n".utf8)).status != 0)
    }
}
