import NIOCore

/// Writes server frames: never masked, never fragmented, the length in its shortest form (RFC 6455, section 5.2).
enum FrameWriter {
    /// Bytes that the header of a frame with this payload takes.
    static func headerLength(_ payloadLength: Int) -> Int {
        payloadLength < 126 ? 2 : payloadLength <= 0xFFFF ? 4 : 10
    }

    /// The payload's length in a frame of so many bytes.
    static func payloadLength(of frameLength: Int) -> Int {
        frameLength - (frameLength < 128 ? 2 : frameLength <= 0xFFFF + 4 ? 4 : 10)
    }

    /// Appends one frame.
    ///
    /// - Returns: the frame's length with its header.
    @discardableResult
    static func write(_ opcode: Opcode, _ payload: some Collection<UInt8>, into buffer: inout ByteBuffer) -> Int {
        let count = payload.count
        buffer.writeInteger(0x80 | opcode.rawValue)
        if count < 126 {
            buffer.writeInteger(UInt8(count))
        } else if count <= 0xFFFF {
            buffer.writeInteger(UInt8(126))
            buffer.writeInteger(UInt16(count))
        } else {
            buffer.writeInteger(UInt8(127))
            buffer.writeInteger(UInt64(count))
        }
        buffer.writeBytes(payload)
        return headerLength(count) + count
    }
}
