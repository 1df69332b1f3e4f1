import Telemetry
import Testing

@testable import HostMetrics

@Suite("The machine")
struct NodeMetricsTests {
    private func families(proc: String = "/proc", sys: String = "/sys") throws -> [FamilySnapshot] {
        try NodeMetrics.collectors(proc: proc, sys: sys).flatMap { try $0.collect() }
    }

    @Test("this machine shows what every Linux has")
    func live() throws {
        let families = try families()
        let names = Set(families.map(\.name))
        #expect(names.count == families.count)
        #expect(
            names.isSuperset(of: [
                "node_cpu_seconds_total", "node_memory_MemTotal_bytes", "node_memory_MemAvailable_bytes", "node_load1",
                "node_filesystem_size_bytes", "node_network_up", "node_netstat_Tcp_CurrEstab", "node_sockstat_TCP_inuse",
                "node_filefd_allocated", "node_boot_time_seconds", "node_time_seconds", "node_uname_info",
                "node_context_switches_total", "node_forks_total", "node_intr_total", "node_procs_running", "node_procs_blocked",
            ]))
        let total = try #require(families.first { $0.name == "node_memory_MemTotal_bytes" }).total()
        let available = try #require(families.first { $0.name == "node_memory_MemAvailable_bytes" }).total()
        #expect(available > 1_000_000)
        #expect(available < total)
    }

    @Test("every family has a help text, a valid name, and the label names of its series")
    func form() throws {
        for family in try families() {
            #expect(family.name.wholeMatch(of: /node_[a-zA-Z0-9_]+/) != nil)
            #expect(family.help.hasSuffix("."))
            #expect((family.kind == .counter) == family.name.hasSuffix("_total"))
            #expect(family.series.allSatisfy { $0.labels.names == family.labelNames })
            #expect(Set(family.series.map(\.labels)).count == family.series.count)
        }
    }

    @Test("labels are made once, and counters do not go back")
    func kept() throws {
        let collectors = NodeMetrics.collectors()
        let first = try collectors.flatMap { try $0.collect() }
        let second = try collectors.flatMap { try $0.collect() }
        let later = Dictionary(uniqueKeysWithValues: second.map { ($0.name, $0) })
        for family in first {
            let next = try #require(later[family.name])
            // Devices may come and go while the test runs.
            guard next.series.map(\.labelValues) == family.series.map(\.labelValues) else { continue }
            #expect(zip(family.series, next.series).allSatisfy { $0.labels === $1.labels })
            guard family.kind == .counter else { continue }
            #expect(zip(family.series, next.series).allSatisfy { ($0.number ?? 0) <= ($1.number ?? 0) })
        }
    }

    @Test("a platform that has none of the files has the clock and its name")
    func nothing() throws {
        let folder = try Fixture()
        defer { folder.remove() }
        #expect(try families(proc: folder.path, sys: folder.path).map(\.name) == ["node_time_seconds", "node_uname_info"])
    }

    @Test("an area that fails costs itself, and is counted by its name")
    func failing() throws {
        let folder = try Fixture(["meminfo": "MemTotal: much\n", "loadavg": "1 2 3\n", "diskstats/x": ""])
        defer { folder.remove() }
        let registry = Registry()
        for collector in NodeMetrics.collectors(proc: folder.path, sys: folder.path) { registry.addCollector(collector) }
        let snapshot = registry.snapshot()
        #expect(snapshot.family("node_load1")?.total() == 1)
        #expect(snapshot.family("node_time_seconds") != nil)
        #expect(snapshot.family("node_memory_MemTotal_bytes") == nil)
        let errors = registry.snapshot().family("telltale_metrics_collector_errors_total")
        #expect(errors?.series.map(\.labelValues).sorted { $0[0] < $1[0] } == [["node_disk"], ["node_memory"]])
    }

    @Test("one collector may serve several threads at once")
    func threads() async throws {
        let collectors = NodeMetrics.collectors()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { try collectors.flatMap { try $0.collect() }.count }
            }
            for try await count in group { #expect(count > 50) }
        }
    }
}
