import Wire

@testable import Sockets

/// Frames as a client sends them.
enum ClientFrames {
    static func frame(_ opcode: Opcode, _ text: String, isFinal: Bool = true) -> [UInt8] {
        frame(opcode, Array(text.utf8), isFinal: isFinal)
    }

    static func frame(_ opcode: Opcode, _ payload: [UInt8], isFinal: Bool = true) -> [UInt8] {
        let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode.rawValue]
        switch payload.count {
        case ..<126:
            bytes.append(0x80 | UInt8(payload.count))
        case ..<65_536:
            bytes += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default:
            bytes.append(0xFF)
            bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> ($0 * 8)) }
        }
        bytes += mask
        return bytes + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    static func close(_ code: UInt16, _ reason: String) -> [UInt8] {
        frame(.close, [UInt8(code >> 8), UInt8(code & 255)] + Array(reason.utf8))
    }
}

/// What the decoder yielded, as values.
enum DecodedEvent: Equatable {
    case text(String)
    case binary([UInt8])
    case ping(String)
    case pong(String)
    case close(UInt16?, String)

    /// Feeds `bytes` in pieces of `size` and collects what comes out.
    static func all(in bytes: [UInt8], pieces size: Int, limit: Int = 65_536) throws -> [DecodedEvent] {
        var decoder = FrameDecoder(limit: limit)
        let scratch = ScratchBuffer(capacity: 16)
        var events: [DecodedEvent] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            try Array(bytes[start..<min(start + size, bytes.count)]).withUnsafeBytes { piece in
                var input = piece
                while let event = try decoder.next(&input, scratch: scratch) { events.append(DecodedEvent(event)) }
            }
        }
        return events
    }

    private init(_ event: FrameDecoder.Event) {
        switch event {
        case .text(let bytes): self = .text(String(decoding: bytes, as: UTF8.self))
        case .binary(let bytes): self = .binary(Array(bytes))
        case .ping(let bytes): self = .ping(String(decoding: bytes, as: UTF8.self))
        case .pong(let bytes): self = .pong(String(decoding: bytes, as: UTF8.self))
        case .close(let frame): self = .close(frame.code?.rawValue, frame.reason)
        }
    }
}

/// A small random source with a seed, so that a failure can be repeated.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
