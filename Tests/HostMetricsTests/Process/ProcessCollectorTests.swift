import Foundation
import Glibc
import Telemetry
import Testing

@testable import HostMetrics

@Suite("Process metrics")
struct ProcessCollectorTests {
    private func values(_ collector: ProcessCollector) throws -> [String: Double] {
        Dictionary(uniqueKeysWithValues: try collector.collect().map { ($0.name, $0.total()) })
    }

    @Test("this process is shown under the names that every Prometheus client uses")
    func live() throws {
        let families = try ProcessCollector().collect()
        #expect(
            families.map(\.name) == [
                "process_cpu_seconds_total", "process_open_fds", "process_max_fds", "process_virtual_memory_bytes",
                "process_virtual_memory_max_bytes", "process_resident_memory_bytes", "process_threads", "process_start_time_seconds",
            ])
        #expect(families.map(\.kind) == [.counter] + [FamilyKind](repeating: .gauge, count: 7))
        let values = try self.values(ProcessCollector())
        let resident = try #require(values["process_resident_memory_bytes"])
        #expect(resident > 1_000_000)
        #expect(try resident < #require(values["process_virtual_memory_bytes"]))
        #expect(try #require(values["process_cpu_seconds_total"]) > 0)
        #expect(try #require(values["process_threads"]) >= 1)
        #expect(try #require(values["process_start_time_seconds"]) > 1_500_000_000)
    }

    @Test("descriptors that are opened are counted, however the kernel is asked")
    func descriptors() throws {
        let proc = HostFolder(root: "/proc")
        let before = try #require(DescriptorCount(proc: proc).now())
        let opened = (0..<50).compactMap { _ in FileHandle(forReadingAtPath: "/dev/null") }
        let after = try #require(DescriptorCount(proc: proc).now())
        let listed = try #require(proc.folder("self/fd").entryCount())
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
        try folder.write("stat", "cpu  1 2 3\nbtime 1700000000\nprocesses 5\n")
        for descriptor in 0..<5 { try folder.write("self/fd/\(descriptor)", "") }
        let values = try self.values(
            ProcessCollector(
                root: folder.path, pageSize: 4_096, ticksPerSecond: 100,
                limits: { ProcessLimits(descriptors: 1_024, addressSpace: 0x1p64) }, processorTime: { 2.5 }))
        #expect(
            values == [
                "process_cpu_seconds_total": 2.5, "process_open_fds": 5, "process_max_fds": 1_024,
                "process_virtual_memory_bytes": 104_857_600, "process_virtual_memory_max_bytes": 0x1p64,
                "process_resident_memory_bytes": 10_485_760, "process_threads": 7,
                "process_start_time_seconds": 1_700_000_123.45,
            ])
    }

    @Test("what the platform has not is left out, not faked")
    func missing() throws {
        let folder = try Fixture()
        defer { folder.remove() }
        func names(_ limits: ProcessLimits) throws -> [String] {
            try ProcessCollector(root: folder.path, pageSize: 4_096, ticksPerSecond: 100, limits: { limits }, processorTime: { nil })
                .collect().map(\.name)
        }
        #expect(try names(ProcessLimits()) == [])
        try folder.write("stat", "btime soon\n")
        #expect(try names(ProcessLimits(descriptors: 1_024)) == ["process_max_fds"])
    }

    @Test("a status that is not as documented fails the collector", arguments: ["4711 (short) S 1 2 3\n", "4711 short\n", "4711 (a) \n"])
    func malformed(text: String) throws {
        let folder = try Fixture(["self/stat": text])
        defer { folder.remove() }
        let collector = ProcessCollector(root: folder.path)
        #expect(throws: HostFileError.self) { try collector.collect() }
    }

    @Test("limits are those of the kernel at the moment of asking")
    func limits() throws {
        var limit = rlimit()
        #expect(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        #expect(ProcessLimits.now().descriptors == Double(limit.rlim_cur))
        #expect(ProcessLimits.now().addressSpace != nil)
        #expect(try values(ProcessCollector())["process_max_fds"] == Double(limit.rlim_cur))
    }

    @Test("a process whose memory no number can hold does not trap")
    func overflow() throws {
        let most = UInt64.max
        let folder = try Fixture([
            "self/stat": "1 (a) S" + String(repeating: " 0", count: 16) + " \(most) 0 \(most) \(most) \(most)\n", "stat": "btime \(most)\n",
        ])
        defer { folder.remove() }
        let values = try self.values(ProcessCollector(root: folder.path, pageSize: 4_096, ticksPerSecond: 1))
        #expect(values["process_resident_memory_bytes"] == 0x1p76)
        #expect(values["process_start_time_seconds"] == 0x1p65)
    }
}
