import Glibc
import Telemetry
import Testing

@testable import HostMetrics

@Suite("Load, pressure, descriptors, entropy, time and name")
struct NodeSystemTests {
    @Test("the three load averages")
    func load() throws {
        let folder = try Fixture(["loadavg": "0.41 12.35 100.00 1/96 32613\n"])
        defer { folder.remove() }
        var area = NodeLoad(proc: folder.folder)
        #expect(try area.shownNow() == ["gauge node_load1 0.41", "gauge node_load5 12.35", "gauge node_load15 100.0"])
    }

    @Test("pressure is shown in seconds; that of the processors has no time in which all work was held up")
    func pressure() throws {
        let line = "avg10=0.56 avg60=1.01 avg300=2.19 total="
        let folder = try Fixture([
            "pressure/cpu": "some \(line)3483330069\nfull \(line)7\n", "pressure/io": "some \(line)308180096\nfull \(line)152562500\n",
            "pressure/memory": "some \(line)1\nfull \(line)0\n", "pressure/irq": "full \(line)5\n",
        ])
        defer { folder.remove() }
        var area = NodePressure(proc: folder.folder)
        #expect(
            try area.shownNow() == [
                "counter node_pressure_cpu_waiting_seconds_total 3483.330069",
                "counter node_pressure_io_waiting_seconds_total 308.180096",
                "counter node_pressure_io_stalled_seconds_total 152.5625",
                "counter node_pressure_memory_waiting_seconds_total 1e-06",
                "counter node_pressure_memory_stalled_seconds_total 0.0",
            ])
        try folder.remove("pressure/io")
        #expect(try area.gather().count == 3)
        try folder.write("pressure/memory", "some avg10=0.00\n")
        #expect(area.failure() == .malformed(line: 1))
        try folder.write("pressure/memory", "some total=0\nfull total=-1\n")
        #expect(area.failure() == .malformed(line: 2))
    }

    @Test("files that are open in the whole system, and those that may be")
    func descriptors() throws {
        let folder = try Fixture(["sys/fs/file-nr": "629\t0\t9223372036854775807\n"])
        defer { folder.remove() }
        var area = NodeFileDescriptors(proc: folder.folder)
        #expect(try area.shownNow() == ["gauge node_filefd_allocated 629.0", "gauge node_filefd_maximum 9.223372036854776e+18"])
        try folder.write("sys/fs/file-nr", "629\n")
        #expect(area.failure() == .malformed(line: 1))
    }

    @Test("the kernel's randomness, in bits")
    func entropy() throws {
        let folder = try Fixture(["sys/kernel/random/entropy_avail": "255\n", "sys/kernel/random/poolsize": "256\n"])
        defer { folder.remove() }
        var area = NodeEntropy(proc: folder.folder)
        #expect(try area.shownNow() == ["gauge node_entropy_available_bits 255.0", "gauge node_entropy_pool_size_bits 256.0"])
    }

    @Test("the clock is asked in each gather")
    func time() throws {
        var area = NodeTime(now: { 1_700_000_000.25 })
        #expect(try area.shownNow() == ["gauge node_time_seconds 1700000000.25"])
        var live = NodeTime()
        #expect(try live.gather()[0].total() > 1_700_000_000)
    }

    @Test("the system's name is what the kernel says elsewhere, and is made into labels once")
    func name() throws {
        var kernel = HostFile(path: "/proc/sys/kernel/osrelease")
        var lines = try #require(try kernel.lines())
        #expect(lines.nextLine() == true)
        let release = lines.text(try lines.needField())
        var area = NodeUname()
        let first = try area.gather()
        #expect(first[0].name == "node_uname_info")
        #expect(first[0].labelNames == ["domainname", "machine", "nodename", "release", "sysname", "version"])
        #expect(first[0].series.map(\.number) == [1])
        #expect(first[0].series[0].labelValues[3] == release)
        #expect(first[0].series[0].labelValues[4] == "Linux")
        #expect(try area.gather()[0].series[0].labels === first[0].series[0].labels)
    }
}
