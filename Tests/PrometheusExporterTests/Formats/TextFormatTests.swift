import PrometheusExporter
import Telemetry
import Testing

@Suite("Text format 0.0.4")
struct TextRendererTests {
    private func shown(_ families: FamilySnapshot...) -> String {
        text(Snapshot(families: families), as: .text)
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
        #expect(
            text(registry.snapshotWithoutOwn(), as: .text) == """
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
        #expect(
            text(registry.snapshotWithoutOwn(), as: .text) == """
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
        #expect(
            text(registry.snapshotWithoutOwn(), as: .text) == """
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
            SeriesSnapshot(labels: LabelSet(["value": $0]), value: .number(1))
        }
        #expect(
            shown(
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
            (0, "0"), (-0.0, "0"), (5, "5"), (-5, "-5"), (10, "10"), (99, "99"), (100, "100"), (12_345, "12345"), (-1.5, "-1.5"),
            (0.1, "0.1"), (1e15, "1000000000000000"), (1e300, "1e+300"),
            (9_007_199_254_740_991, "9007199254740991"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
            (1_700_000_123.45, "1700000123.45"), (.leastNonzeroMagnitude, "5e-324"),
        ] as [(Double, String)])
    func floats(value: Double, expected: String) {
        #expect(
            shown(FamilySnapshot(name: "n", help: "N.", kind: .gauge, number: value))
                == "# HELP n N.\n# TYPE n gauge\nn \(expected)\n")
    }

    @Test("state sets are gauges, and what nobody knows the kind of is untyped")
    func otherKinds() {
        let registry = Registry()
        registry.stateSet("phase", help: "Phase.", states: ["starting", "ready"]).child().select("ready")
        #expect(
            text(registry.snapshotWithoutOwn(), as: .text) == """
                # HELP phase Phase.
                # TYPE phase gauge
                phase{phase="starting"} 0
                phase{phase="ready"} 1

                """)
        #expect(
            shown(FamilySnapshot(name: "foreign", help: "Foreign.", kind: .unknown, number: 2))
                == "# HELP foreign Foreign.\n# TYPE foreign untyped\nforeign 2\n")
    }

    @Test("a histogram that nobody gave bounds has the bucket for infinity alone, and exemplars and units stay out")
    func bare() {
        let exemplar = HistogramExemplar(
            bucketIndex: 8, exemplar: Exemplar(labels: LabelSet(["message_id": "m1"]), value: 2, unixSeconds: 1))
        let histogram = HistogramSnapshot(zeroCount: 1, sum: 4, buckets: [.init(index: 8, count: 2)], exemplars: [exemplar])
        #expect(
            shown(FamilySnapshot(name: "wait_seconds", help: "W.", kind: .histogram, series: [.init(value: .histogram(histogram))]))
                == """
                # HELP wait_seconds W.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="+Inf"} 3
                wait_seconds_sum 4
                wait_seconds_count 3

                """)
    }

    @Test("an info is a gauge that is 1, and a family without a series is left out")
    func infos() {
        let registry = Registry()
        registry.info("build_info", help: "Build.", labels: [("version", "1.2"), ("swift", "6.3")])
        _ = registry.counter("never_total", help: "Never.", labels: ["kind"])
        #expect(
            text(registry.snapshotWithoutOwn(), as: .text) == """
                # HELP build_info Build.
                # TYPE build_info gauge
                build_info{version="1.2",swift="6.3"} 1

                """)
    }
}
