import Foundation
import Telemetry
import Testing

@testable import HostMetrics

@Suite("Process metrics")
struct ProcessCollectorTests {
    private func values(_ collector: ProcessCollector) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: collector.collect().map { ($0.name, $0.total()) })
    }

    @Test("this process is shown under the names that every Prometheus client uses")
    func live() throws {
        let families = ProcessCollector().collect()
        #expect(
            families.map(\.name) == [
                "process_cpu_seconds_total", "process_open_fds", "process_max_fds", "process_virtual_memory_bytes",
                "process_resident_memory_bytes", "process_threads", "process_start_time_seconds",
            ])
        #expect(families.map(\.kind) == [.counter] + [FamilyKind](repeating: .gauge, count: 6))
        let values = self.values(ProcessCollector())
        let resident = try #require(values["process_resident_memory_bytes"])
        #expect(resident > 1_000_000)
        #expect(try resident < #require(values["process_virtual_memory_bytes"]))
        #expect(try #require(values["process_cpu_seconds_total"]) > 0)
        #expect(try #require(values["process_threads"]) >= 1)
        #expect(try #require(values["process_start_time_seconds"]) > 1_500_000_000)
    }

    @Test("descriptors that are opened are counted, however the kernel is asked")
    func descriptors() throws {
        let proc = ProcFolder(root: "/proc")
        let before = try #require(DescriptorCount(proc: proc).now())
        let opened = (0..<50).compactMap { _ in FileHandle(forReadingAtPath: "/dev/null") }
        let after = try #require(DescriptorCount(proc: proc).now())
        let listed = try #require(proc.entryCount("self/fd"))
        withExtendedLifetime(opened) {}
        // Other tests open and close a few of their own meanwhile.
        #expect((40...60).contains(after - before))
        #expect((-10...10).contains(listed - after))
    }

    @Test("the files of the kernel are read as documented")
    func files() throws {
        let folder = try Fixture()
        defer { folder.remove() }
        try folder.write(
            "self/stat",
            "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 100 0 0 0 250 150 0 0 20 0 7 0 12345 104857600 2560 184467440\n")
        try folder.write(
            "self/limits",
            """
            Limit                     Soft Limit           Hard Limit           Units
            Max processes             15000                15000                processes
            Max open files            1024                 524288               files
            """)
        try folder.write("stat", "cpu  1 2 3\nbtime 1700000000\nprocesses 5\n")
        for descriptor in 0..<5 { try folder.write("self/fd/\(descriptor)", "") }
        var values = self.values(ProcessCollector(root: folder.path, pageSize: 4_096, ticksPerSecond: 100))
        values["process_cpu_seconds_total"] = nil
        #expect(
            values == [
                "process_open_fds": 5, "process_max_fds": 1_024, "process_virtual_memory_bytes": 104_857_600,
                "process_resident_memory_bytes": 10_485_760, "process_threads": 7,
                "process_start_time_seconds": 1_700_000_123.45,
            ])
    }

    @Test("what the platform has not is left out, not faked")
    func missing() throws {
        let folder = try Fixture()
        defer { folder.remove() }
        #expect(ProcessCollector(root: folder.path).collect().map(\.name) == ["process_cpu_seconds_total"])
        try folder.write("self/stat", "4711 (short) S 1 2 3\n")
        try folder.write("self/limits", "Max open files            unlimited            unlimited            files\n")
        try folder.write("stat", "btime soon\n")
        #expect(
            ProcessCollector(root: folder.path).collect().map(\.name) == ["process_cpu_seconds_total", "process_max_fds"])
    }

    @Test("a process that has no descriptor limit has an infinite one")
    func unlimited() throws {
        let folder = try Fixture()
        defer { folder.remove() }
        try folder.write("self/limits", "Max open files            unlimited            unlimited            files\n")
        #expect(values(ProcessCollector(root: folder.path))["process_max_fds"] == .infinity)
    }
}
