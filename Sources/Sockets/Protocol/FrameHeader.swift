/// The header of one frame from a client (RFC 6455, section 5.2), checked as far as a single frame can be.
struct FrameHeader: Equatable {
    /// The longest header: two bytes, a 64-bit length, a masking key.
    static let maximumLength = 14

    var isFinal: Bool
    var opcode: Opcode
    var payloadLength: Int
    /// The masking key as it lies in memory, so that it can be applied to whole words.
    var mask: UInt32

    /// How many bytes the header has, told by its first two; refuses what those two already forbid.
    ///
    /// - Throws: ``ProtocolViolation`` with 1002.
    static func length(first: UInt8, second: UInt8) throws(ProtocolViolation) -> Int {
        guard first & 0x70 == 0 else { throw .protocolError("reserved bits are set and no extension was agreed") }
        guard let opcode = Opcode(rawValue: first & 0x0F) else { throw .protocolError("reserved opcode") }
        guard second & 0x80 != 0 else { throw .protocolError("client frames must be masked") }
        let short = second & 0x7F
        if opcode.isControl {
            guard first & 0x80 != 0 else { throw .protocolError("control frames must not be fragmented") }
            guard short <= 125 else { throw .protocolError("control frames carry at most 125 bytes") }
        }
        switch short {
        case 126: return 8
        case 127: return 14
        default: return 6
        }
    }

    /// Reads a complete header; `bytes` holds exactly ``length(first:second:)`` bytes, which were accepted there.
    ///
    /// - Throws: ``ProtocolViolation`` with 1002 for a length that is not in its shortest form or has its top bit set.
    init(_ bytes: UnsafeRawBufferPointer) throws(ProtocolViolation) {
        isFinal = bytes[0] & 0x80 != 0
        opcode = Opcode(rawValue: bytes[0] & 0x0F) ?? .continuation
        let keyOffset: Int
        switch bytes[1] & 0x7F {
        case 126:
            payloadLength = Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
            guard payloadLength > 125 else { throw .protocolError("length is not in its shortest form") }
            keyOffset = 4
        case 127:
            let length = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
            guard length <= UInt64(Int64.max) else { throw .protocolError("length has its top bit set") }
            guard length > 0xFFFF else { throw .protocolError("length is not in its shortest form") }
            payloadLength = Int(length)
            keyOffset = 10
        case let short:
            payloadLength = Int(short)
            keyOffset = 2
        }
        mask = bytes.loadUnaligned(fromByteOffset: keyOffset, as: UInt32.self)
    }
}
