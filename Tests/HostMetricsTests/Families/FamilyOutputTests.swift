import Telemetry
import Testing

@testable import HostMetrics

@Suite("Memory of earlier gathers")
struct FamilyOutputTests {
    private func file(_ rows: [(String, Int)]) -> String {
        "h\nh\n" + rows.map { "\($0.0): \($0.1) 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n" }.joined()
    }

    private func storage(_ families: [FamilySnapshot]) -> [UnsafePointer<SeriesSnapshot>?] {
        families.map { $0.series.withUnsafeBufferPointer(\.baseAddress) }
    }

    @Test("a gather writes its numbers over those of the one before, and allocates no series")
    func inPlace() throws {
        let folder = try Fixture(["net/dev": file([("a", 1), ("b", 2)]), "meminfo": "A: 1 kB\nB: 2 kB\n"])
        defer { folder.remove() }
        let network = AreaCollector("network", NodeNetwork(proc: folder.folder))
        let memory = AreaCollector("memory", NodeMemory(proc: folder.folder))
        var (devices, fields): ([FamilySnapshot], [FamilySnapshot]) = ([], [])
        try network.collect(into: &devices)
        try memory.collect(into: &fields)
        let before = storage(devices) + storage(fields)
        try folder.write("net/dev", file([("a", 5), ("b", 6)]))
        try folder.write("meminfo", "A: 7 kB\nB: 8 kB\n")
        try network.collect(into: &devices)
        try memory.collect(into: &fields)
        #expect(storage(devices) + storage(fields) == before)
        #expect(devices[0].series.map(\.number) == [5, 6])
        #expect(fields.map { $0.total() } == [7_168, 8_192])
    }

    @Test("what somebody else still holds keeps its numbers")
    func copies() throws {
        let folder = try Fixture(["net/dev": file([("a", 1)]), "loadavg": "1 2 3\n"])
        defer { folder.remove() }
        let network = AreaCollector("network", NodeNetwork(proc: folder.folder))
        var families: [FamilySnapshot] = []
        try network.collect(into: &families)
        let copy = families
        try folder.write("net/dev", file([("a", 9)]))
        try network.collect(into: &families)
        #expect(copy[0].series.map(\.number) == [1])
        #expect(families[0].series.map(\.number) == [9])
    }

    @Test("snapshots that are filled in turns are each right, though families and series come and go between")
    func turns() throws {
        let folder = try Fixture(["diskstats": "8 0 sda 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n", "meminfo": "A: 1 kB\nB: 2 kB\nC: 3 kB\n"])
        defer { folder.remove() }
        let disk = AreaCollector("disk", NodeDisk(proc: folder.folder))
        let memory = AreaCollector("memory", NodeMemory(proc: folder.folder))
        var snapshots = [[FamilySnapshot]](repeating: [], count: 4)
        for step in 0..<6 {
            let isShort = step % 3 == 2
            try folder.write("diskstats", isShort ? "8 0 sdb 5 5 5 5 5 5 5 5 5 5 5\n" : "8 0 sda 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n")
            try folder.write("meminfo", isShort ? "A: 4 kB\nC: 5 kB\n" : "A: 1 kB\nB: 2 kB\nC: 3 kB\n")
            let turn = step % 2
            try disk.collect(into: &snapshots[turn])
            try memory.collect(into: &snapshots[2 + turn])
            #expect(snapshots[turn].count == (isShort ? 11 : 17))
            #expect(snapshots[turn].allSatisfy { $0.series.map(\.labelValues) == [[isShort ? "sdb" : "sda"]] })
            #expect(snapshots[turn][0].total() == (isShort ? 5 : 1))
            #expect(
                shown(snapshots[2 + turn])
                    == (isShort
                        ? ["gauge node_memory_A_bytes 4096.0", "gauge node_memory_C_bytes 5120.0"]
                        : [
                            "gauge node_memory_A_bytes 1024.0", "gauge node_memory_B_bytes 2048.0",
                            "gauge node_memory_C_bytes 3072.0",
                        ]))
        }
    }

    @Test("families that somebody changed are made right again")
    func changed() throws {
        let folder = try Fixture(["loadavg": "1 2 3\n", "meminfo": "A: 1 kB\nB: 2 kB\n"])
        defer { folder.remove() }
        let load = AreaCollector("load", NodeLoad(proc: folder.folder))
        let memory = AreaCollector("memory", NodeMemory(proc: folder.folder))
        var (loads, fields): ([FamilySnapshot], [FamilySnapshot]) = ([], [])
        try load.collect(into: &loads)
        try memory.collect(into: &fields)
        loads.swapAt(0, 2)
        loads[1].series = []
        fields[0].series.append(SeriesSnapshot(value: .number(9)))
        fields.append(FamilySnapshot(name: "alien", help: "", kind: .gauge, number: 1))
        try load.collect(into: &loads)
        try memory.collect(into: &fields)
        #expect(shown(loads) == ["gauge node_load1 1.0", "gauge node_load5 2.0", "gauge node_load15 3.0"])
        #expect(shown(fields) == ["gauge node_memory_A_bytes 1024.0", "gauge node_memory_B_bytes 2048.0"])
    }

    @Test("a registry's refresh shows what a new snapshot would")
    func refresh() throws {
        let folder = try Fixture(["net/dev": file([("a", 1)]), "meminfo": "A: 1 kB\n", "loadavg": "1 2 3\n"])
        defer { folder.remove() }
        let registry = Registry()
        for collector in NodeMetrics.collectors(proc: folder.path, sys: folder.path) where collector.name != "node_time" {
            registry.addCollector(collector)
        }
        var snapshot = registry.snapshot()
        try folder.write("net/dev", file([("a", 5), ("b", 6)]))
        try folder.write("meminfo", "A: 9 kB\nB: 9 kB\n")
        for _ in 0..<3 {
            registry.refresh(&snapshot)
            #expect(snapshot.families == registry.snapshot().families)
        }
        try folder.write("meminfo", "A: nothing\n")
        registry.refresh(&snapshot)
        #expect(snapshot.family("node_memory_A_bytes") == nil)
        #expect(snapshot.family("node_network_receive_bytes_total")?.series.map(\.number) == [5, 6])
        #expect(snapshot.family("node_load5")?.total() == 2)
    }
}
