import NIOCore
import Testing

@testable import Sockets

@Suite("The writer of frames")
struct FrameWriterTests {
    @Test("finds where the frame ends that a byte belongs to", arguments: [0, 1, 125, 126, 65_535, 65_536])
    func endOfFrame(length: Int) {
        var buffer = ByteBuffer()
        let first = FrameWriter.write(.text, [UInt8](repeating: 0x78, count: length), into: &buffer)
        let second = FrameWriter.write(.text, [0x61, 0x62], into: &buffer)
        let bytes = buffer.readableBytesView
        #expect(second == 4)
        #expect(FrameWriter.endOfFrame(at: 0, in: bytes) == first)
        #expect(FrameWriter.endOfFrame(at: first - 1, in: bytes) == first)
        #expect(FrameWriter.endOfFrame(at: first, in: bytes) == first + second)
        #expect(FrameWriter.endOfFrame(at: first + 3, in: bytes) == first + second)
    }
}
