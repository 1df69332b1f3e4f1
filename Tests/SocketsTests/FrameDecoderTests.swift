import Testing
import Wire

@testable import Sockets

@Suite("Frames of a client")
struct FrameDecoderTests {
    @Test("a message is the same however its bytes are cut")
    func anyCut() throws {
        let bytes =
            ClientFrames.frame(.text, "Hello, κόσμε") + ClientFrames.frame(.binary, [0, 1, 2, 255]) + ClientFrames.frame(.ping, "p")
        for size in 1...bytes.count {
            let events = try DecodedEvent.all(in: bytes, pieces: size)
            #expect(events == [.text("Hello, κόσμε"), .binary([0, 1, 2, 255]), .ping("p")], "pieces of \(size)")
        }
    }

    @Test("lengths of 0, 125, 126, 65535 and 65536 bytes are read in their three forms")
    func lengths() throws {
        for count in [0, 1, 125, 126, 65_535, 65_536, 100_000] {
            let payload = [UInt8](repeating: UInt8(ascii: "x"), count: count)
            let events = try DecodedEvent.all(in: ClientFrames.frame(.binary, payload), pieces: 4096, limit: 1 << 20)
            #expect(events == [.binary(payload)])
        }
    }

    @Test("fragments become one message and control frames may come between them")
    func fragments() throws {
        let bytes =
            ClientFrames.frame(.text, "one ", isFinal: false) + ClientFrames.frame(.ping, "now")
            + ClientFrames.frame(.continuation, "", isFinal: false) + ClientFrames.frame(.pong, "")
            + ClientFrames.frame(.continuation, "two") + ClientFrames.frame(.text, "three")
        for size in [1, 2, 3, 7, 1000] {
            let events = try DecodedEvent.all(in: bytes, pieces: size)
            #expect(events == [.ping("now"), .pong(""), .text("one two"), .text("three")])
        }
    }

    @Test("a character may be split between fragments")
    func splitCharacter() throws {
        let euro = Array("€".utf8)
        let bytes =
            ClientFrames.frame(.text, Array(euro[..<1]), isFinal: false) + ClientFrames.frame(.continuation, Array(euro[1...]))
        #expect(try DecodedEvent.all(in: bytes, pieces: 1000) == [.text("€")])
    }

    @Test("what RFC 6455 forbids is refused with 1002", arguments: Forbidden.all)
    func forbidden(_ example: Forbidden) {
        for size in [1, 3, 1000] {
            let violation = #expect(throws: ProtocolViolation.self) { try DecodedEvent.all(in: example.bytes, pieces: size) }
            #expect(violation?.code == .protocolError, "\(example.name)")
        }
    }

    @Test("invalid UTF-8 is refused with 1007 before its frame is complete")
    func invalidText() {
        var bytes = ClientFrames.frame(.text, [0x61, 0xC0, 0x80] + [UInt8](repeating: 0x62, count: 60))
        bytes.removeLast(50)
        let violation = #expect(throws: ProtocolViolation.self) { try DecodedEvent.all(in: bytes, pieces: 5) }
        #expect(violation?.code == .invalidPayload)
    }

    @Test("a text that ends within a character is refused with 1007")
    func incompleteText() {
        let violation = #expect(throws: ProtocolViolation.self) {
            try DecodedEvent.all(in: ClientFrames.frame(.text, [0xE2, 0x82]), pieces: 1000)
        }
        #expect(violation?.code == .invalidPayload)
    }

    @Test("a message over the limit is refused with 1009 at its header")
    func tooBig() throws {
        let header = Array(ClientFrames.frame(.binary, [UInt8](repeating: 0, count: 65)).prefix(6))
        let violation = #expect(throws: ProtocolViolation.self) { try DecodedEvent.all(in: header, pieces: 1000, limit: 64) }
        #expect(violation?.code == .tooBig)
        #expect(try DecodedEvent.all(in: ClientFrames.frame(.binary, [UInt8](repeating: 0, count: 64)), pieces: 9, limit: 64).count == 1)
    }

    @Test("the limit counts all fragments of a message together")
    func tooBigTogether() {
        let bytes =
            ClientFrames.frame(.binary, [UInt8](repeating: 0, count: 40), isFinal: false)
            + ClientFrames.frame(.continuation, [UInt8](repeating: 0, count: 25))
        let violation = #expect(throws: ProtocolViolation.self) { try DecodedEvent.all(in: bytes, pieces: 1000, limit: 64) }
        #expect(violation?.code == .tooBig)
    }

    @Test("a peer that announces 8 EiB gets no memory for it")
    func hugeLength() {
        let bytes: [UInt8] = [0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4]
        let violation = #expect(throws: ProtocolViolation.self) { try DecodedEvent.all(in: bytes, pieces: 1000) }
        #expect(violation?.code == .tooBig)
    }

    @Test("random bytes never do worse than a violation")
    func noise() {
        var random = SeededRandom(seed: 42)
        for _ in 0..<3000 {
            var bytes = (0..<Int(random.next() % 200)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            // Half of them start like a good frame, to get deeper.
            if random.next() % 2 == 0 { bytes = ClientFrames.frame(.text, bytes, isFinal: random.next() % 2 == 0) + bytes }
            _ = try? DecodedEvent.all(in: bytes, pieces: Int(random.next() % 20) + 1, limit: 4096)
        }
    }

    @Test("close frames carry a code that may be sent and a reason that is text")
    func closeFrames() throws {
        #expect(try DecodedEvent.all(in: ClientFrames.frame(.close, [UInt8]()), pieces: 9) == [.close(nil, "")])
        #expect(try DecodedEvent.all(in: ClientFrames.close(1000, "bye"), pieces: 3) == [.close(1000, "bye")])
        for code in [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999] as [UInt16] {
            #expect(try DecodedEvent.all(in: ClientFrames.close(code, ""), pieces: 9) == [.close(code, "")])
        }
        for code in [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535] as [UInt16] {
            let violation = #expect(throws: ProtocolViolation.self) { try DecodedEvent.all(in: ClientFrames.close(code, ""), pieces: 9) }
            #expect(violation?.code == .protocolError, "\(code)")
        }
        let cut = #expect(throws: ProtocolViolation.self) { try DecodedEvent.all(in: ClientFrames.frame(.close, [3]), pieces: 9) }
        #expect(cut?.code == .protocolError)
        let garbled = #expect(throws: ProtocolViolation.self) {
            try DecodedEvent.all(in: ClientFrames.frame(.close, [0x03, 0xE8, 0xFF]), pieces: 9)
        }
        #expect(garbled?.code == .invalidPayload)
    }
}

/// Byte sequences that a server must refuse.
struct Forbidden: CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var testDescription: String { name }

    static let all: [Forbidden] = [
        Forbidden(name: "an unmasked frame", bytes: [0x81, 0x01, 0x61]),
        Forbidden(name: "RSV1 set", bytes: [0xC1, 0x80, 0, 0, 0, 0]),
        Forbidden(name: "RSV2 set", bytes: [0xA1, 0x80, 0, 0, 0, 0]),
        Forbidden(name: "RSV3 set", bytes: [0x91, 0x80, 0, 0, 0, 0]),
        Forbidden(name: "opcode 3", bytes: [0x83, 0x80, 0, 0, 0, 0]),
        Forbidden(name: "opcode 11", bytes: [0x8B, 0x80, 0, 0, 0, 0]),
        Forbidden(name: "a fragmented ping", bytes: [0x09, 0x80, 0, 0, 0, 0]),
        Forbidden(name: "a ping of 126 bytes", bytes: [0x89, 0xFE, 0, 126, 0, 0, 0, 0]),
        Forbidden(name: "a continuation of nothing", bytes: ClientFrames.frame(.continuation, "x")),
        Forbidden(
            name: "a message within a message", bytes: ClientFrames.frame(.text, "a", isFinal: false) + ClientFrames.frame(.text, "b")),
        Forbidden(name: "a short length in the 16-bit form", bytes: [0x82, 0xFE, 0, 125, 0, 0, 0, 0]),
        Forbidden(name: "a short length in the 64-bit form", bytes: [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0]),
        Forbidden(name: "a length with its top bit set", bytes: [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ]
}
