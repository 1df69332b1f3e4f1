import PrometheusExporter
import Telemetry
import Testing

@Suite("Text format 0.0.4")
struct TextRendererTests {
    private func render(_ families: FamilySnapshot...) -> String {
        String(decoding: TextRenderer().render(Snapshot(families: families)), as: UTF8.self)
    }

    private func labels(_ name: String, _ value: String) -> LabelSet {
        LabelSet(names: [name], values: [value])
    }

    @Test("counters and gauges have a line for each series")
    func numbers() {
        let registry = Registry()
        let closed = registry.counter(
            "telltale_websocket_connections_closed_total", help: "Sockets that were closed.",
            labels: ["endpoint", "code", "initiator"])
        closed.child("chat", "1000", "client").increment(by: 12)
        closed.child("chat", "4420", "server").increment()
        registry.gauge("telltale_store_queue", help: "Writes that wait.").child().set(2.5)
        let snapshot = registry.snapshot()
        let text = String(decoding: TextRenderer().render(snapshot), as: UTF8.self)
        #expect(
            text == """
                # HELP telltale_store_queue Writes that wait.
                # TYPE telltale_store_queue gauge
                telltale_store_queue 2.5
                # HELP telltale_websocket_connections_closed_total Sockets that were closed.
                # TYPE telltale_websocket_connections_closed_total counter
                telltale_websocket_connections_closed_total{endpoint="chat",code="1000",initiator="client"} 12
                telltale_websocket_connections_closed_total{endpoint="chat",code="4420",initiator="server"} 1

                """)
    }

    @Test("histograms have cumulative buckets at powers of two, a sum and a count")
    func histograms() {
        let registry = Registry()
        let waits = registry.histogram(
            "wait_seconds", help: "Waiting.", labels: ["kind"],
            buckets: HistogramLayout(exponents: -20...10, classic: [-3, -1, 0, 1, 10]))
        let wait = waits.child("a")
        for value in [0, 0.125, 0.5, 0.507_812_5, 1, 1.5, 1_024, 2_000] { wait.record(value) }
        let text = String(decoding: TextRenderer().render(registry.snapshot()), as: UTF8.self)
        #expect(
            text == """
                # HELP wait_seconds Waiting.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{kind="a",le="0.125"} 2
                wait_seconds_bucket{kind="a",le="0.5"} 3
                wait_seconds_bucket{kind="a",le="1.0"} 5
                wait_seconds_bucket{kind="a",le="2.0"} 6
                wait_seconds_bucket{kind="a",le="1024.0"} 7
                wait_seconds_bucket{kind="a",le="+Inf"} 8
                wait_seconds_sum{kind="a"} 3027.6328125
                wait_seconds_count{kind="a"} 8

                """)
    }

    @Test("a histogram without labels has only le, and every bucket from the first scrape on")
    func emptyHistogram() {
        let registry = Registry()
        _ = registry.histogram("batch", help: "Batch.", buckets: HistogramLayout(exponents: 0...4, classic: [0, 2])).child()
        let text = String(decoding: TextRenderer().render(registry.snapshot()), as: UTF8.self)
        #expect(
            text == """
                # HELP batch Batch.
                # TYPE batch histogram
                batch_bucket{le="1.0"} 0
                batch_bucket{le="4.0"} 0
                batch_bucket{le="+Inf"} 0
                batch_sum 0
                batch_count 0

                """)
    }

    @Test("label values and help are escaped, each in its way")
    func escaping() {
        let series = ["say \"hi\"", "C:\\temp", "two\nlines", "größe", ""].map {
            SeriesSnapshot(labels: labels("value", $0), value: .number(1))
        }
        #expect(
            render(
                FamilySnapshot(
                    name: "odd", help: "A \"quote\", a \\ and\na line.", kind: .gauge, labelNames: ["value"], series: series))
                    == #"""
                    # HELP odd A "quote", a \\ and\na line.
                    # TYPE odd gauge
                    odd{value="say \"hi\""} 1
                    odd{value="C:\\temp"} 1
                    odd{value="two\nlines"} 1
                    odd{value="größe"} 1
                    odd{value=""} 1

                    """#)
    }

    @Test(
        "numbers are as short as they read back exactly",
        arguments: [
            (0, "0"), (-0.0, "0"), (5, "5"), (-5, "-5.0"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e300, "1e+300"),
            (9_007_199_254_740_991, "9007199254740991"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
            (1_700_000_123.45, "1700000123.45"), (.leastNonzeroMagnitude, "5e-324"),
        ] as [(Double, String)])
    func floats(value: Double, expected: String) {
        #expect(
            render(FamilySnapshot(name: "n", help: "N.", kind: .gauge, number: value))
                == "# HELP n N.\n# TYPE n gauge\nn \(expected)\n")
    }

    @Test("an info is a gauge that is 1, and a family without a series is left out")
    func infos() {
        let registry = Registry()
        registry.info("build_info", help: "Build.", labels: [("version", "1.2"), ("swift", "6.3")])
        _ = registry.counter("never_total", help: "Never.", labels: ["kind"])
        let text = String(decoding: TextRenderer().render(registry.snapshot()), as: UTF8.self)
        #expect(
            text == """
                # HELP build_info Build.
                # TYPE build_info gauge
                build_info{version="1.2",swift="6.3"} 1

                """)
    }
}
