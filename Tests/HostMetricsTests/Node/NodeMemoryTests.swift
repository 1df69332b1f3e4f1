import Telemetry
import Testing

@testable import HostMetrics

@Suite("Memory")
struct NodeMemoryTests {
    @Test("every line becomes a family: kilobytes in bytes, pages as they are, parentheses as underscores")
    func families() throws {
        let folder = try Fixture([
            "meminfo": """
            MemTotal:       24684096 kB
            Active(anon):       1572 kB
            Committed_AS:      73280 kB
            VmallocTotal:   34359738367 kB
            HugePages_Total:       4
            Hugepagesize:       2048 kB
            DirectMap1G:    25165824 kB
            """
        ])
        defer { folder.remove() }
        var area = NodeMemory(proc: folder.folder)
        let families = try area.gather()
        #expect(
            shown(families) == [
                "gauge node_memory_MemTotal_bytes 25276514304.0",
                "gauge node_memory_Active_anon_bytes 1609728.0",
                "gauge node_memory_Committed_AS_bytes 75038720.0",
                "gauge node_memory_VmallocTotal_bytes 35184372087808.0",
                "gauge node_memory_HugePages_Total 4.0",
                "gauge node_memory_Hugepagesize_bytes 2097152.0",
                "gauge node_memory_DirectMap1G_bytes 25769803776.0",
            ])
        #expect(families[1].help == "Active(anon) of /proc/meminfo.")
        #expect(families.map(\.unit) == ["bytes", "bytes", "bytes", "bytes", nil, "bytes", "bytes"])
    }

    @Test("lines that come and go with the kernel's settings come and go")
    func changes() throws {
        let folder = try Fixture(["meminfo": "A: 1 kB\nB: 2 kB\nC: 3 kB\n"])
        defer { folder.remove() }
        var area = NodeMemory(proc: folder.folder)
        _ = try area.gather()
        try folder.write("meminfo", "A: 5 kB\nC: 6 kB\nD: 7\n")
        #expect(
            try area.shownNow() == [
                "gauge node_memory_A_bytes 5120.0", "gauge node_memory_C_bytes 6144.0", "gauge node_memory_D 7.0",
            ])
    }

    @Test("a name that no metric may have is made one, whatever bytes it has")
    func names() throws {
        let folder = try Fixture()
        defer { folder.remove() }
        try folder.write("meminfo", bytes: Array("Odd-".utf8) + [0xFF, 0xC3] + Array("{x}: 1 kB\né: 2\n".utf8))
        var area = NodeMemory(proc: folder.folder)
        #expect(try area.shownNow() == ["gauge node_memory_Odd____x__bytes 1024.0", "gauge node_memory___ 2.0"])
    }

    @Test(
        "a line that is not as documented fails the area",
        arguments: [
            "MemTotal:\n", "MemTotal: much kB\n", "MemTotal: 1 MB\n", "MemTotal: 99999999999999999999 kB\n", ": 1 kB\n", "MemTotal: -1 kB",
        ])
    func malformed(text: String) throws {
        let folder = try Fixture(["meminfo": text])
        defer { folder.remove() }
        var area = NodeMemory(proc: folder.folder)
        #expect(area.failure() == .malformed(line: 1))
    }

    @Test("a file with more lines than any kernel has is refused")
    func tooMany() throws {
        let folder = try Fixture(["meminfo": (0..<4_097).map { "F\($0): 1 kB\n" }.joined()])
        defer { folder.remove() }
        var area = NodeMemory(proc: folder.folder)
        #expect(area.failure() == .tooManyRows)
    }
}
