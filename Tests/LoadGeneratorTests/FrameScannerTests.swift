import Testing

@testable import LoadGenerator

@Suite("Frame scanner")
struct FrameScannerTests {
    @Test("frames come out whole and in order wherever the stream is cut")
    func everyCut() throws {
        let payloads = [0, 1, 125, 126, 127, 300].map { size in [UInt8]((0..<size).map { UInt8(truncatingIfNeeded: $0) }) }
        let stream = payloads.flatMap { Self.frame(0x81, $0) }
        for cut in 0...stream.count {
            #expect(try Self.scan([stream[..<cut], stream[cut...]]) == payloads, "cut at \(cut)")
        }
    }

    @Test("frames come out whole when the stream comes one byte at a time")
    func singleBytes() throws {
        let payloads: [[UInt8]] = [[], [7], [UInt8](repeating: 9, count: 200)]
        let stream = payloads.flatMap { Self.frame(0x81, $0) }
        #expect(try Self.scan(stream.indices.map { stream[$0...$0] }) == payloads)
    }

    @Test("the 64-bit length is read", arguments: [65_535, 65_536, FrameScanner.maximumPayload])
    func longFrames(size: Int) throws {
        let payload = [UInt8](repeating: 1, count: size)
        #expect(try Self.scan([Self.frame(0x82, payload)[...]]) == [payload])
    }

    @Test("the opcode is told")
    func opcode() throws {
        let bytes = Self.frame(0x89, [1, 2])
        try bytes.withUnsafeBytes { bytes in
            var scanner = FrameScanner(bytes)
            let frame = try scanner.next()
            let end = try scanner.next()
            #expect(frame?.opcode == ScannedFrame.ping)
            #expect(end?.opcode == nil)
            #expect(scanner.offset == 4)
        }
    }

    @Test(
        "what a server may not send is refused",
        arguments: [
            ([0x81, 0x81, 0, 0, 0, 0, 1], FrameFault.masked),
            ([0xc1, 0x01, 1], .reservedBits),
            ([0x01, 0x01, 1], .fragmented),
            ([0x82, 127, 0, 0, 0, 0, 0, 0x10, 0, 1], .tooLarge),
            ([0x82, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], .tooLarge),
        ] as [([UInt8], FrameFault)])
    func faults(bytes: [UInt8], fault: FrameFault) {
        #expect(throws: fault) {
            try bytes.withUnsafeBytes { bytes in
                var scanner = FrameScanner(bytes)
                _ = try scanner.next()
            }
        }
    }

    /// A server's frame with the shortest length that fits.
    static func frame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        if count < 126 { return [first, UInt8(count)] + payload }
        if count < 65_536 { return [first, 126, UInt8(count >> 8), UInt8(count & 255)] + payload }
        return [first, 127, 0, 0, 0, 0] + stride(from: 24, through: 0, by: -8).map { UInt8(count >> $0 & 255) } + payload
    }

    /// Feeds chunks, with what is left of one in front of the next, as connections do.
    private static func scan(_ chunks: [ArraySlice<UInt8>]) throws -> [[UInt8]] {
        var carry: [UInt8] = []
        var payloads: [[UInt8]] = []
        for chunk in chunks {
            carry += chunk
            let consumed = try carry.withUnsafeBytes { bytes in
                var scanner = FrameScanner(bytes)
                while let frame = try scanner.next() { payloads.append([UInt8](frame.payload)) }
                return scanner.offset
            }
            carry.removeFirst(consumed)
        }
        #expect(carry.isEmpty)
        return payloads
    }
}
