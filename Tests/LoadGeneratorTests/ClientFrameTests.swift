import Testing

@testable import LoadGenerator

@Suite("Client frames")
struct ClientFrameTests {
    @Test("the masked example of RFC 6455 section 5.7 comes out")
    func example() {
        var output: [UInt8] = []
        let key = UInt32(littleEndian: 0x3d21_fa37)
        ClientFrame.append(opcode: ScannedFrame.text, payload: "Hello".utf8, key: key, to: &output)
        #expect(output == [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58])
    }

    @Test(
        "lengths take the shortest form",
        arguments: [
            (0, [0x82, 0x80]), (125, [0x82, 0xfd]), (126, [0x82, 0xfe, 0, 126]), (65_535, [0x82, 0xfe, 0xff, 0xff]),
            (65_536, [0x82, 0xff, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] as [(Int, [UInt8])])
    func lengths(size: Int, header: [UInt8]) {
        var output: [UInt8] = []
        ClientFrame.append(opcode: ScannedFrame.binary, payload: [UInt8](repeating: 5, count: size), key: 0, to: &output)
        #expect(output == header + [0, 0, 0, 0] + [UInt8](repeating: 5, count: size))
    }

    @Test("frames are appended behind what is there")
    func appends() {
        var output: [UInt8] = [1, 2]
        ClientFrame.append(opcode: ScannedFrame.pong, payload: [], key: 0, to: &output)
        #expect(output == [1, 2, 0x8a, 0x80, 0, 0, 0, 0])
    }

    @Test("masking keys differ from frame to frame, over the end of a block too")
    func keys() {
        var random = RandomBytes()
        let keys = Set((0..<3_000).map { _ in random.maskingKey() })
        #expect(keys.count > 2_990)
        let bytes = random.bytes(16)
        #expect(bytes.count == 16)
    }
}
