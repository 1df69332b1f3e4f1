import Synchronization
import Testing

@testable import telltale

/// The word of the disk on readiness.
struct DiskSpaceTests {
    @Test("below 16 MiB the disk is nearly full, until there is space again")
    func low() {
        let free = FreeBytes()
        let disk = DiskSpace(folder: "/data") { path in path == "/data" ? free.bytes.load(ordering: .relaxed) : nil }
        #expect(disk.problem == nil)
        free.bytes.store(16_777_215, ordering: .relaxed)
        #expect(disk.problem == nil)
        disk.look()
        #expect(disk.problem == "nearly full")
        free.bytes.store(16_777_216, ordering: .relaxed)
        disk.look()
        #expect(disk.problem == nil)
    }

    @Test("a file system that says nothing is no problem, and this one says something")
    func unknown() {
        #expect(DiskSpace(folder: "/nowhere/at/all").problem == nil)
        #expect(DiskSpace(folder: "/", free: { _ in nil }).problem == nil)
        #expect(DiskSpace(folder: "/proc").problem == "nearly full")
    }
}

private final class FreeBytes: Sendable {
    let bytes = Atomic<UInt64>(16_777_216)
}
