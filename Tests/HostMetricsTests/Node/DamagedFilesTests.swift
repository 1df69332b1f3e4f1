import Telemetry
import Testing

@testable import HostMetrics

/// Numbers that are the same in each run.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 33)
    }
}

@Suite("Damaged files")
struct DamagedFilesTests {
    private static let files = [
        "stat", "meminfo", "loadavg", "diskstats", "net/dev", "net/netstat", "net/snmp", "net/snmp6", "net/sockstat", "net/sockstat6",
        "pressure/cpu", "pressure/io", "pressure/memory", "sys/fs/file-nr", "sys/kernel/random/poolsize", "self/stat", "1/mounts",
    ]

    private static let valid = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_".utf8)

    /// The file of this machine, so that what is damaged is the real thing.
    private func real(_ name: String) throws -> [UInt8] {
        var file = HostFile(path: "/proc/\(name)")
        return Array(try file.lines()?.everything ?? [])
    }

    private func damaged(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &dice) where !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &dice)
            switch Int.random(in: 0..<5, using: &dice) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &dice)
            case 1: bytes.removeSubrange(place...)
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(contentsOf: Array(repeating: UInt8(ascii: "9"), count: 30), at: place)
            default: bytes.insert(contentsOf: [0x20, 0x0A, 0x3A, 0x5C].shuffled(using: &dice), at: place)
            }
        }
        return bytes
    }

    @Test("whatever a file holds, an area shows finite numbers or fails, and is well again with the next file", arguments: 1...8)
    func damage(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let folder = try Fixture()
        defer { folder.remove() }
        let originals = try Self.files.map { ($0, try real($0)) }
        let collectors = NodeMetrics.collectors(proc: folder.path, sys: folder.path) + [ProcessCollector(root: folder.path)]
        for _ in 0..<15 {
            for (name, bytes) in originals { try folder.write(name, bytes: damaged(bytes, &dice)) }
            for collector in collectors {
                guard let families = try? collector.collect() else { continue }
                #expect(families.flatMap(\.series).allSatisfy { $0.number?.isFinite == true })
                #expect(families.allSatisfy { $0.name.utf8.allSatisfy(Self.valid.contains) })
            }
        }
        for (name, bytes) in originals { try folder.write(name, bytes: bytes) }
        #expect(try collectors.flatMap { try $0.collect() }.count > 50)
    }
}
