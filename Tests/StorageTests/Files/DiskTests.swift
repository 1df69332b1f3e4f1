import Chat
import Glibc
import Testing

@testable import Storage

@Suite("The disk")
struct DiskTests {
    @Test("that is full is told apart from one that fails otherwise")
    func full() throws {
        let descriptor = try Disk.open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let failure = #expect(throws: DiskFailure.self) { try Disk.write([1], to: descriptor) }
        #expect(failure?.storeError == .outOfSpace("write: No space left on device (28)"))
        let closed = #expect(throws: DiskFailure.self) { try Disk.write([1], to: -1) }
        #expect(closed?.storeError == .unavailable("write: Bad file descriptor (9)"))
    }

    @Test("holds up its lane and neither another one nor Swift's threads")
    func lanes() async throws {
        let gate = pipe()
        let held = PipeReader(gate.reading, lane: DiskLane())
        let free = PipeReader(gate.reading, lane: DiskLane())
        async let byte = held.read()
        #expect(await free.answer() == 1)
        var value: UInt8 = 7
        #expect(write(gate.writing, &value, 1) == 1)
        #expect(await byte == 7)
        close(gate.reading)
        close(gate.writing)
    }

    private func pipe() -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        _ = Glibc.pipe(&ends)
        return (ends[0], ends[1])
    }

    private actor PipeReader {
        nonisolated let unownedExecutor: UnownedSerialExecutor
        private let lane: DiskLane
        private let descriptor: Int32

        init(_ descriptor: Int32, lane: DiskLane) {
            self.lane = lane
            self.descriptor = descriptor
            unownedExecutor = lane.asUnownedSerialExecutor()
        }

        func answer() -> Int { 1 }

        func read() -> UInt8 {
            var byte: UInt8 = 0
            _ = Glibc.read(descriptor, &byte, 1)
            return byte
        }
    }
}
