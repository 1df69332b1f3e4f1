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

    /// Where the frame ends that the byte at `offset` belongs to.
    ///
    /// - Parameter bytes: frames as ``write(_:_:into:)`` makes them.
    /// - Returns: an offset from the start of `bytes`, not beyond their end.
    static func endOfFrame(at offset: Int, in bytes: ByteBufferView) -> Int {
        var end = 0
        while end <= offset, end < bytes.count {
            guard let length = frameLength(bytes.dropFirst(end)) else { return bytes.count }
            end += length
        }
        return min(end, bytes.count)
    }

    private static func frameLength(_ bytes: ByteBufferView) -> Int? {
        guard let second = bytes.dropFirst().first else { return nil }
        let extended = second < 126 ? 0 : second == 126 ? 2 : 8
        let digits = bytes.dropFirst(2).prefix(extended)
        guard digits.count == extended else { return nil }
        let count = extended == 0 ? Int(second) : digits.reduce(0) { $0 << 8 | Int($1) }
        return 2 + extended + count
    }
}
