import Telemetry
import Testing

@testable import HostMetrics

@Suite("Processors and totals")
struct NodeStatTests {
    @Test("each processor has its eight modes and the two of its guests, and the totals follow")
    func families() throws {
        let folder = try Fixture([
            "stat": """
            cpu  301 3 30 2000 7 0 2 0 10 0
            cpu0 100 1 10 1000 2 0 1 0 10 0
            cpu1 201 2 20 1000 5 0 1 0 0 0
            intr 123456789012 0 9 0 0 0 1
            ctxt 18446744073709551615
            btime 1700000000
            processes 4711
            procs_running 3
            procs_blocked 1
            softirq 5 1 1 1 1 1 0 0 0 0 0
            """
        ])
        defer { folder.remove() }
        var area = NodeStat(proc: folder.folder, ticksPerSecond: 100)
        #expect(
            try area.shownNow() == [
                #"counter node_cpu_seconds_total{cpu="0",mode="user"} 1.0"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="nice"} 0.01"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="system"} 0.1"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="idle"} 10.0"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="iowait"} 0.02"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="irq"} 0.0"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="softirq"} 0.01"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="steal"} 0.0"#,
                #"counter node_cpu_seconds_total{cpu="1",mode="user"} 2.01"#,
                #"counter node_cpu_seconds_total{cpu="1",mode="nice"} 0.02"#,
                #"counter node_cpu_seconds_total{cpu="1",mode="system"} 0.2"#,
                #"counter node_cpu_seconds_total{cpu="1",mode="idle"} 10.0"#,
                #"counter node_cpu_seconds_total{cpu="1",mode="iowait"} 0.05"#,
                #"counter node_cpu_seconds_total{cpu="1",mode="irq"} 0.0"#,
                #"counter node_cpu_seconds_total{cpu="1",mode="softirq"} 0.01"#,
                #"counter node_cpu_seconds_total{cpu="1",mode="steal"} 0.0"#,
                #"counter node_cpu_guest_seconds_total{cpu="0",mode="user"} 0.1"#,
                #"counter node_cpu_guest_seconds_total{cpu="0",mode="nice"} 0.0"#,
                #"counter node_cpu_guest_seconds_total{cpu="1",mode="user"} 0.0"#,
                #"counter node_cpu_guest_seconds_total{cpu="1",mode="nice"} 0.0"#,
                "counter node_intr_total 123456789012.0",
                "counter node_context_switches_total 1.8446744073709552e+19",
                "gauge node_boot_time_seconds 1700000000.0",
                "counter node_forks_total 4711.0",
                "gauge node_procs_running 3.0",
                "gauge node_procs_blocked 1.0",
            ])
    }

    private func idle(_ area: inout NodeStat) throws -> [Double] {
        try area.gather().filter { $0.name == "node_cpu_seconds_total" }
            .flatMap { $0.series.filter { $0.labelValues[1] == "idle" }.compactMap(\.number) }
    }

    @Test("idle time that goes back a little stays where it was; a processor that was away starts anew")
    func backwards() throws {
        let folder = try Fixture(["stat": "cpu0 500 0 0 1000\n"])
        defer { folder.remove() }
        var area = NodeStat(proc: folder.folder, ticksPerSecond: 100)
        #expect(try idle(&area) == [10])
        try folder.write("stat", "cpu0 500 0 0 701\n")
        #expect(try idle(&area) == [10])
        try folder.write("stat", "cpu0 500 0 0 1001\n")
        #expect(try idle(&area) == [10.01])
        try folder.write("stat", "cpu0 3 0 0 701\n")
        #expect(
            try area.shownNow() == [
                #"counter node_cpu_seconds_total{cpu="0",mode="user"} 0.03"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="nice"} 0.0"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="system"} 0.0"#,
                #"counter node_cpu_seconds_total{cpu="0",mode="idle"} 7.01"#,
            ])
    }

    @Test("a processor that goes takes its series along, and the others keep theirs")
    func hotplug() throws {
        let folder = try Fixture(["stat": "cpu0 1 0 0 100\ncpu1 1 0 0 200\ncpu2 1 0 0 300\n"])
        defer { folder.remove() }
        var area = NodeStat(proc: folder.folder, ticksPerSecond: 100)
        #expect(try idle(&area) == [1, 2, 3])
        let labels = try area.gather()[0].series[11].labels
        try folder.write("stat", "cpu0 1 0 0 100\ncpu2 1 0 0 300\n")
        #expect(try idle(&area) == [1, 3])
        #expect(try area.gather()[0].series[7].labels === labels)
        #expect(labels.values == ["2", "idle"])
    }

    @Test(
        "a line that is not as documented fails the area",
        arguments: [
            ("cpu0 1 2 x 4\n", 1), ("cpux 1 2 3 4\n", 1), ("intr\n", 1), ("intr -1\n", 1), ("\n\nctxt 18446744073709551616\n", 3),
            ("cpu0 1 2 3 4\nbtime soon\n", 2), ("cpu99999999999999999999 1 2 3 4\n", 1),
        ])
    func malformed(text: String, line: Int) throws {
        let folder = try Fixture(["stat": text])
        defer { folder.remove() }
        var area = NodeStat(proc: folder.folder, ticksPerSecond: 100)
        #expect(area.failure() == .malformed(line: line))
        // The gather after it starts afresh.
        try folder.write("stat", "processes 5\n")
        #expect(try area.shownNow() == ["counter node_forks_total 5.0"])
    }

    @Test("ticks beyond every counter do not trap")
    func overflow() throws {
        let most = UInt64.max
        let folder = try Fixture(["stat": "cpu0 \(most) \(most) \(most) \(most) \(most) \(most) \(most) \(most) \(most) \(most) \(most)\n"])
        defer { folder.remove() }
        var area = NodeStat(proc: folder.folder, ticksPerSecond: 0)
        #expect(try area.gather().map { $0.total() } == [0x1p67, 0x1p65])
        try folder.write("stat", "cpu0 0 0 0 0\n")
        #expect(try area.gather().map { $0.total() } == [0])
    }
}
