/// Cuts a server's byte stream into frames (RFC 6455 section 5.2) without copying.
///
/// It stops before the first frame that is not whole: what is left from ``offset`` on is put in front of the next read.
struct FrameScanner {
    /// Frames over this many payload bytes are a fault of the server under test.
    static let maximumPayload = 1 << 20

    private let bytes: UnsafeRawBufferPointer
    /// Bytes consumed so far.
    private(set) var offset = 0

    /// - Parameter bytes: must outlive the scanner and every frame it gave out.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next whole frame, or nil when more bytes are needed.
    ///
    /// - Throws: ``FrameFault`` for a frame that a server may not send here.
    mutating func next() throws(FrameFault) -> ScannedFrame? {
        let available = bytes.count - offset
        guard available >= 2 else { return nil }
        let first = bytes[offset]
        let second = bytes[offset + 1]
        if first & 0xf0 != 0x80 || second & 0x80 != 0 { throw Self.fault(first, second) }
        var header = 2
        var length = Int(second)
        if length >= 126 {
            header = length == 126 ? 4 : 10
            guard available >= header else { return nil }
            length = extendedLength(header)
            guard length >= 0, length <= Self.maximumPayload else { throw .tooLarge }
        }
        guard available - header >= length else { return nil }
        let start = offset + header
        offset = start + length
        return ScannedFrame(opcode: first & 0x0f, payload: UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]))
    }

    private func extendedLength(_ header: Int) -> Int {
        if header == 4 { return Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 2, as: UInt16.self))) }
        let long = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 2, as: UInt64.self))
        return Int(truncatingIfNeeded: long)  // over Int.max it is negative, which the caller refuses
    }

    private static func fault(_ first: UInt8, _ second: UInt8) -> FrameFault {
        if second & 0x80 != 0 { return .masked }
        return first & 0x70 != 0 ? .reservedBits : .fragmented
    }
}
