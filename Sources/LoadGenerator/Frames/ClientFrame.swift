/// Writes masked client frames (RFC 6455 sections 5.2 and 5.3).
enum ClientFrame {
    /// Appends one unfragmented frame to `output`.
    ///
    /// - Parameters:
    ///   - opcode: as ``ScannedFrame`` names them.
    ///   - key: the masking key, in memory order.
    static func append(opcode: UInt8, payload: some Collection<UInt8>, key: UInt32, to output: inout [UInt8]) {
        output.append(0x80 | opcode)
        appendLength(payload.count, to: &output)
        withUnsafeBytes(of: key) { key in
            output.append(contentsOf: key)
            let start = output.count
            output.append(contentsOf: payload)
            output.withUnsafeMutableBytes { bytes in
                for offset in 0..<bytes.count - start { bytes[start + offset] ^= key[offset & 3] }
            }
        }
    }

    private static func appendLength(_ count: Int, to output: inout [UInt8]) {
        switch count {
        case ..<126:
            output.append(0x80 | UInt8(count))
        case ..<65_536:
            output.append(0x80 | 126)
            withUnsafeBytes(of: UInt16(count).bigEndian) { output.append(contentsOf: $0) }
        default:
            output.append(0x80 | 127)
            withUnsafeBytes(of: UInt64(count).bigEndian) { output.append(contentsOf: $0) }
        }
    }
}
