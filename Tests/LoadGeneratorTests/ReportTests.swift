import Testing

@testable import LoadGenerator

@Suite("Report")
struct ReportTests {
    @Test("a fan-out run as JSON")
    func json() {
        #expect(
            Self.fanOut.json == """
                {"mode":"fanout","passed":true,"interrupted":false,\
                "setup":{"subscribers":100,"rooms":1,"publishers_per_room":1,"window":4,"message_bytes":256},\
                "connects":{"attempted":100,"ready":100,"failed":0,"seconds":0.0500,"per_second":2000.0,\
                "server_cpu_us_each":40.000,"client_cpu_us_each":20.000},\
                "measured":{"seconds":5.0000,"messages":1000,"deliveries":100000,"messages_per_second":200.0,\
                "deliveries_per_second":20000.0,\
                "latency_us":{"p50":900.0,"p90":1250.5,"p99":2000.0,"p999":150000.0,"max":2100000.0,"mean":950.3},\
                "server_cpu_us_per_delivery":1.2345,"server_cpu_us_per_message":123.450,"server_cpu_utilisation":0.025,\
                "server_user_s":0.040,"server_system_s":0.080,\
                "client_cpu_us_per_delivery":1.0000,"client_cpu_utilisation":0.020,"bytes_per_delivery":340.0,\
                "acknowledgements":1000,"worst_publish_lag_us":0,"stalled":false},\
                "deliveries":{"published":1200,"expected":120000,"received":120000,"lost":0,"doubled":0,"reordered":0,"misrouted":0},\
                "memory":{"before_kib":10000,"after_kib":10500,"kib_per_connection":5.000},\
                "error_frames":0,"failed_connections":0,"failures":[]}
                """)
    }

    @Test("a fan-out run as a table")
    func table() {
        #expect(
            Self.fanOut.table == """
                Connections   100 of 100 ready in 0.05 s, 2,000/s, server 40.0 µs each
                Messages      1,000 of 256 bytes in 5.00 s, 200/s, window 4
                Deliveries    100,000, 20,000/s; with warm-up: 0 lost, 0 doubled, 0 reordered, 0 misrouted
                Latency       p50 900 µs  p90 1.25 ms  p99 2.00 ms  p99.9 150.00 ms  max 2.10 s
                Server CPU    1.235 µs a delivery (user 0.04 s, system 0.08 s)
                Client CPU    1.000 µs a delivery, 2 % of a core
                Memory        5.00 KiB a connection (resident, 10000 to 10500 KiB)
                Verdict       every delivery came once and in order

                """)
    }

    @Test("an idle run as JSON")
    func idle() {
        var report = Report(mode: .idle, topology: Topology(membersPerRoom: 10), pace: .rate(2.5), messageBytes: 1)
        report.idle = IdleFigures(seconds: 2, closed: 1, pings: 3, serverUtilisation: 0.0125)
        report.failedConnections = 1
        report.failures = [Report.Failure(reason: "closed by the server: 1013 \"try\"\n", count: 1)]
        report.interrupted = true
        #expect(
            report.json == #"""
                {"mode":"idle","passed":false,"interrupted":true,"setup":{"subscribers":10,"rooms":1,"publishers_per_room":1,\#
                "rate":2.500,"message_bytes":1},"connects":{"attempted":0,"ready":0,"failed":0,"seconds":0.0000,"per_second":0.0,\#
                "client_cpu_us_each":0.000},"idle":{"seconds":2.000,"closed":1,"pings":3,"server_cpu_utilisation":0.01250},\#
                "error_frames":0,"failed_connections":1,\#
                "failures":[{"reason":"closed by the server: 1013 \"try\"\u000a","count":1}]}
                """#)
    }

    @Test("everything that went wrong is a problem of its own")
    func problems() {
        var report = Self.fanOut
        #expect(report.problems.isEmpty)
        report.deliveries.expected += 4
        report.deliveries.doubled = 3
        report.deliveries.reordered = 2
        report.deliveries.misrouted = 1
        report.failedConnections = 5
        report.errorFrames = 6
        report.fanOut?.stalled = true
        #expect(
            report.problems == [
                "connections failed: 5", "deliveries lost: 4", "deliveries doubled: 3", "deliveries reordered: 2",
                "deliveries misrouted: 1", "error frames: 6", "no delivery came any more",
            ])
        #expect(!report.passed)
        #expect(report.table.hasSuffix("Verdict       FAILED: \(report.problems.joined(separator: ", "))\n"))
    }

    @Test("a run that delivered nothing did not pass, unless it was interrupted")
    func nothing() {
        var report = Report(mode: .fanout, topology: Topology(), pace: .window(1), messageBytes: 1)
        #expect(report.problems == ["nothing was delivered"])
        report.interrupted = true
        #expect(report.passed)
    }

    @Test("the floor as JSON")
    func floor() {
        var report = FloorReport(plan: FloorPlan())
        report.writes = 1_000
        report.seconds = 0.5
        report.writeSeconds = 0.0045
        report.totalSeconds = 0.005
        report.readerSeconds = 0.002
        #expect(
            report.json == """
                {"mode":"floor","subscribers":100,"frame_bytes":260,"window":4,"writes":1000,"seconds":0.500,\
                "writes_per_second":2000,"cpu_us_per_write":4.5000,"cpu_us_per_write_with_waiting":5.0000,\
                "reader_cpu_us_per_write":2.0000}
                """)
    }

    @Test("numbers are written without a locale")
    func numbers() {
        #expect(NumberText.fixed(1.005, 1) == "1.0")
        #expect(NumberText.fixed(0.05, 3) == "0.050")
        #expect(NumberText.fixed(-2.5, 1) == "-2.5")
        #expect(NumberText.fixed(-0.001, 1) == "0.0")
        #expect(NumberText.fixed(.nan, 2) == "0")
        #expect(NumberText.fixed(9.999, 2) == "10.00")
        #expect(NumberText.grouped(0 as UInt64) == "0")
        #expect(NumberText.grouped(1_234_567 as UInt64) == "1,234,567")
        #expect(NumberText.grouped(999.6) == "1,000")
        #expect(NumberText.grouped(.infinity) == "0")
    }

    static var fanOut: Report {
        var report = Report(mode: .fanout, topology: Topology(), pace: .window(4), messageBytes: 256)
        report.connects = ConnectFigures(attempted: 100, ready: 100, failed: 0)
        report.connects.seconds = 0.05
        report.connects.clientSeconds = 0.002
        report.connects.serverSeconds = 0.004
        report.deliveries.published = 1_200
        report.deliveries.expected = 120_000
        report.deliveries.received = 120_000
        report.memory = MemoryFigures(beforeKiB: 10_000, afterKiB: 10_500, connections: 100)
        report.fanOut = FanOutFigures(
            seconds: 5, messages: 1_000, deliveries: 100_000,
            latency: LatencySummary(p50: 900, p90: 1_250.5, p99: 2_000, p999: 150_000, max: 2_100_000, mean: 950.25),
            bytes: 34_000_000, acknowledgements: 1_000, worstLagMicroseconds: 0, stalled: false, clientSeconds: 0.1,
            server: ServerFigures(seconds: 0.12345, userSeconds: 0.04, systemSeconds: 0.08))
        return report
    }
}
