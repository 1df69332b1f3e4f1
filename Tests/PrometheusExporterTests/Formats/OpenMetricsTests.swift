import PrometheusExporter
import Telemetry
import Testing

@Suite("OpenMetrics 1.0.0")
struct OpenMetricsTests {
    private func shown(_ families: FamilySnapshot..., settings: ExpositionSettings = .init()) -> String {
        text(Snapshot(families: families), as: .openMetrics, settings: settings)
    }

    private func counter(_ name: String, _ series: SeriesSnapshot...) -> FamilySnapshot {
        FamilySnapshot(name: name, help: "H.", kind: .counter, series: series)
    }

    @Test("every kind has its type, and the family of a counter or an info lacks the suffix that its samples have")
    func kinds() {
        let registry = Registry()
        registry.counter("bytes_read_total", help: "Read.", labels: ["from"]).child("disk").increment(by: 7)
        registry.counter("cpu_seconds_total", help: "Time.").child().increment(by: 3)
        registry.gauge("level_ratio", help: "Level.").child().set(0.25)
        registry.info("build_info", help: "Build.", labels: [("version", "1.2")])
        registry.stateSet("phase", help: "Phase.", states: ["starting", "ready"]).child().select("ready")
        #expect(
            text(registry.snapshotWithoutOwn(), as: .openMetrics) == """
                # TYPE build info
                # HELP build Build.
                build_info{version="1.2"} 1
                # TYPE bytes_read counter
                # HELP bytes_read Read.
                bytes_read_total{from="disk"} 7
                # TYPE cpu_seconds counter
                # UNIT cpu_seconds seconds
                # HELP cpu_seconds Time.
                cpu_seconds_total 3
                # TYPE level_ratio gauge
                # UNIT level_ratio ratio
                # HELP level_ratio Level.
                level_ratio 0.25
                # TYPE phase stateset
                # HELP phase Phase.
                phase{phase="starting"} 0
                phase{phase="ready"} 1
                # EOF

                """)
    }

    @Test("histograms have buckets, a sum and a count, and an exemplar behind the bucket it was counted in")
    func histograms() {
        let wallClock: @Sendable () -> Double = { 1_700_000_000.25 }
        let registry = Registry(wallClock: wallClock)
        let layout = HistogramLayout(exponents: -20...10, classic: [-3, 0, 1])
        let wait = registry.histogram("wait_seconds", help: "Waiting.", labels: ["kind"], buckets: layout).child("a")
        wait.record(0.1, exemplar: ["message_id": "m\"1"])
        wait.record(0.5)
        wait.record(7.5, exemplar: ["message_id": "m2", "room": "r"])
        #expect(
            text(registry.snapshotWithoutOwn(), as: .openMetrics) == #"""
                # TYPE wait_seconds histogram
                # UNIT wait_seconds seconds
                # HELP wait_seconds Waiting.
                wait_seconds_bucket{kind="a",le="0.125"} 1 # {message_id="m\"1"} 0.1 1700000000.25
                wait_seconds_bucket{kind="a",le="1.0"} 2
                wait_seconds_bucket{kind="a",le="2.0"} 2
                wait_seconds_bucket{kind="a",le="+Inf"} 3 # {message_id="m2",room="r"} 7.5 1700000000.25
                wait_seconds_sum{kind="a"} 8.1
                wait_seconds_count{kind="a"} 3
                # EOF

                """#)
    }

    @Test("of several exemplars in a classic bucket the newest is shown, and that of the zero bucket with the lowest")
    func newestExemplar() {
        func exemplar(_ index: Int, _ value: Double, at seconds: Double) -> HistogramExemplar {
            HistogramExemplar(
                bucketIndex: index, exemplar: Exemplar(labels: LabelSet(["n": "\(index)"]), value: value, unixSeconds: seconds))
        }
        let histogram = HistogramSnapshot(
            schema: 3, zeroCount: 1, sum: 9, buckets: [.init(index: 2, count: 1), .init(index: 4, count: 1), .init(index: 30, count: 1)],
            exemplars: [
                HistogramExemplar(
                    bucketIndex: HistogramExemplar.zeroBucket,
                    exemplar: Exemplar(labels: LabelSet(["n": "zero"]), value: 0, unixSeconds: 5)),
                exemplar(2, 1.15, at: 20), exemplar(4, 1.4, at: 10), exemplar(30, 12, at: 1),
            ])
        let family = FamilySnapshot(
            name: "h", help: "H.", kind: .histogram, series: [.init(value: .histogram(histogram))],
            layout: HistogramLayout(exponents: -2...4, classic: [0, 1, 2]))
        #expect(
            shown(family) == """
                # TYPE h histogram
                # HELP h H.
                h_bucket{le="1.0"} 1 # {n="zero"} 0 5
                h_bucket{le="2.0"} 3 # {n="2"} 1.15 20
                h_bucket{le="4.0"} 3
                h_bucket{le="+Inf"} 4 # {n="30"} 12 1
                h_sum 9
                h_count 4
                # EOF

                """)
    }

    @Test("counters have exemplars")
    func counterExemplar() {
        let exemplar = Exemplar(labels: LabelSet(["execution_id": "e1"]), value: 2, unixSeconds: 1_700_000_000)
        #expect(
            shown(counter("runs_total", .init(labels: LabelSet(["kind": "x"]), value: .number(12), exemplar: exemplar)))
                == """
                # TYPE runs counter
                # HELP runs H.
                runs_total{kind="x"} 12 # {execution_id="e1"} 2 1700000000
                # EOF

                """)
    }

    @Test("an exemplar may have 128 characters of names and values, whatever their bytes")
    func exemplarLength() {
        func shown(_ count: Int) -> String {
            let labels = LabelSet(["id": String(repeating: "ß", count: count - 2)])
            return self.shown(counter("a_total", .init(value: .number(1), exemplar: .init(labels: labels, value: 1, unixSeconds: 1))))
        }
        #expect(shown(128).contains("a_total 1 # {id=\"ß"))
        #expect(shown(129) == "# TYPE a counter\n# HELP a H.\na_total 1\n# EOF\n")
    }

    @Test("series that say when they began are there when asked for, behind their counter or histogram")
    func created() {
        let histogram = HistogramSnapshot(sum: 1, buckets: [.init(index: 0, count: 1)])
        let families = [
            counter(
                "a_total", .init(labels: LabelSet(["k": "v"]), value: .number(1), createdAt: 1_700_000_000.125),
                .init(labels: LabelSet(["k": "w"]), value: .number(2))),
            FamilySnapshot(
                name: "h", help: "H.", kind: .histogram,
                series: [.init(labels: LabelSet(["k": "v"]), value: .histogram(histogram), createdAt: 1_700_000_001)]),
            FamilySnapshot(name: "z", help: "H.", kind: .gauge, series: [.init(value: .number(3), createdAt: 4)]),
        ]
        #expect(!text(Snapshot(families: families), as: .openMetrics).contains("_created"))
        #expect(
            text(Snapshot(families: families), as: .openMetrics, settings: .init(createdSeries: true)) == """
                # TYPE a counter
                # HELP a H.
                a_total{k="v"} 1
                a_created{k="v"} 1700000000.125
                a_total{k="w"} 2
                # TYPE h histogram
                # HELP h H.
                h_bucket{k="v",le="+Inf"} 1
                h_sum{k="v"} 1
                h_count{k="v"} 1
                h_created{k="v"} 1700000001
                # TYPE z gauge
                # HELP z H.
                z 3
                # EOF

                """)
    }

    @Test("help is escaped with its quotes, label values with quotes, backslashes and newlines")
    func escaping() {
        let series = ["say \"hi\"", "C:\\temp", "two\nlines", "größe 🐝", ""].map {
            SeriesSnapshot(labels: LabelSet(["value": $0]), value: .number(1))
        }
        let family = FamilySnapshot(
            name: "odd", help: "A \"quote\", a \\ and\na line.", kind: .gauge, labelNames: ["value"], series: series)
        #expect(
            shown(family) == #"""
                # TYPE odd gauge
                # HELP odd A \"quote\", a \\ and\na line.
                odd{value="say \"hi\""} 1
                odd{value="C:\\temp"} 1
                odd{value="two\nlines"} 1
                odd{value="größe 🐝"} 1
                odd{value=""} 1
                # EOF

                """#)
    }

    @Test("what is not a number or not finite stands in gauges, and is no counter")
    func notFinite() {
        func values(_ kind: FamilyKind, _ name: String) -> FamilySnapshot {
            let numbers: [Double] = [.nan, .infinity, -.infinity, -1]
            return FamilySnapshot(
                name: name, help: "H.", kind: kind,
                series: numbers.enumerated().map { .init(labels: LabelSet(["n": "\($0)"]), value: .number($1)) })
        }
        #expect(
            shown(values(.gauge, "g"), values(.counter, "t_total")) == """
                # TYPE g gauge
                # HELP g H.
                g{n="0"} NaN
                g{n="1"} +Inf
                g{n="2"} -Inf
                g{n="3"} -1
                # TYPE t counter
                # HELP t H.
                t_total{n="1"} +Inf
                # EOF

                """)
    }

    @Test("a family that could not have its kind under its name keeps the name and is shown as another kind")
    func fallbacks() {
        let one = SeriesSnapshot(value: .number(1))
        let info = FamilySnapshot(name: "uname", help: "H.", kind: .info, series: [one])
        let stateSet = FamilySnapshot(name: "a:state", help: "H.", kind: .stateSet, labelNames: ["a_state"], series: [one])
        let unknown = FamilySnapshot(name: "what", help: "H.", kind: .unknown, series: [one])
        #expect(
            shown(stateSet, counter("interrupts", one), info, unknown) == """
                # TYPE a:state gauge
                # HELP a:state H.
                a:state 1
                # TYPE interrupts unknown
                # HELP interrupts H.
                interrupts 1
                # TYPE uname gauge
                # HELP uname H.
                uname 1
                # TYPE what unknown
                # HELP what H.
                what 1
                # EOF

                """)
    }

    @Test("families whose names would be the same without their suffixes keep them")
    func clashes() {
        let one = SeriesSnapshot(value: .number(1))
        let gauge = FamilySnapshot(name: "a", help: "H.", kind: .gauge, series: [one])
        let info = FamilySnapshot(name: "b_info", help: "H.", kind: .info, series: [one])
        #expect(
            shown(gauge, counter("a_total", one), info, counter("b_total", one)) == """
                # TYPE a gauge
                # HELP a H.
                a 1
                # TYPE a_total unknown
                # HELP a_total H.
                a_total 1
                # TYPE b_info gauge
                # HELP b_info H.
                b_info 1
                # TYPE b_total unknown
                # HELP b_total H.
                b_total 1
                # EOF

                """)
    }

    @Test("a unit that the name does not end in is not claimed")
    func units() {
        var family = FamilySnapshot(name: "speed", help: "H.", kind: .gauge, number: 1)
        family.unit = "seconds"
        #expect(!shown(family).contains("# UNIT"))
        family.name = "speed_seconds"
        #expect(shown(family).contains("# UNIT speed_seconds seconds\n"))
        family.name = "milliseconds"
        #expect(!shown(family).contains("# UNIT"))
    }

    @Test("nothing to show is the end alone")
    func empty() {
        #expect(text(Snapshot(), as: .openMetrics) == "# EOF\n")
        #expect(shown(counter("a_total")) == "# EOF\n")
    }
}
