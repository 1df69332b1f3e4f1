import Dispatch
import Testing

@testable import HostMetrics

@Suite("Asking mounts")
struct MountProbeTests {
    private func sizes(_ probe: inout MountProbe, _ paths: [String]) -> [String: Double] {
        let paths = paths.map { Array($0.utf8CString) }
        return Dictionary(
            uniqueKeysWithValues: probe.sizes(of: paths).map { path, size in
                (String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self), size.size)
            })
    }

    @Test("every mount is asked once, and one that refuses has no size")
    func answers() {
        let mounts = FakeMounts()
        var probe = MountProbe(ask: mounts.ask)
        #expect(sizes(&probe, ["/", "/refuses", "/home"]) == ["/": 1, "/home": 5])
        #expect(mounts.asked() == ["/", "/home", "/refuses"])
        #expect(sizes(&probe, []) == [:])
        #expect(mounts.asked() == [])
    }

    @Test("mounts that do not answer are left behind and not asked again until they have; then they are")
    func silent() {
        let mounts = FakeMounts(silent: ["/dead", "/deader"])
        var probe = MountProbe(patience: .seconds(1), ask: mounts.ask)
        let paths = ["/", "/dead", "/home", "/deader"]
        #expect(sizes(&probe, paths) == ["/": 1, "/home": 5])
        #expect(mounts.asked() == ["/", "/dead", "/deader", "/home"])
        #expect(sizes(&probe, paths) == ["/": 1, "/home": 5])
        #expect(mounts.asked() == ["/", "/home"])
        mounts.release(2)
        // Their threads come back in their own time.
        var found = sizes(&probe, paths)
        for _ in 0..<10_000 where found.count < 4 { found = sizes(&probe, paths) }
        #expect(found == ["/": 1, "/dead": 5, "/home": 5, "/deader": 7])
    }

    @Test("no more threads are held up than allowed, and then nothing is asked that could hold up another")
    func limit() {
        let dead = (0..<6).map { "/dead/\($0)" }
        let mounts = FakeMounts(silent: Set(dead))
        defer { mounts.release(3) }
        var probe = MountProbe(patience: .milliseconds(200), laneLimit: 3, ask: mounts.ask)
        #expect(sizes(&probe, dead) == [:])
        #expect(mounts.asked() == ["/dead/0", "/dead/1", "/dead/2"])
        #expect(sizes(&probe, dead + ["/"]) == [:])
        #expect(mounts.asked() == [])
    }
}
