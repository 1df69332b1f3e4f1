/// Strict base64url without padding (RFC 7515 section 2, RFC 4648 sections 3.5 and 5).
///
/// Each sequence of bytes has exactly one accepted spelling: padding, other alphabets, line breaks and set trailing
/// bits are refused. Otherwise one signed token could be written in several ways.
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Value of each byte of the alphabet; 255 for all others.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
        return table
    }()

    /// The bytes that `text` spells, or nil when it is not canonical.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var isCanonical = true
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count * 6 / 8) { output, count in
            text.withUnsafeBufferPointer { text in
                values.withUnsafeBufferPointer { isCanonical = decode(text, $0, into: output, &count) }
            }
        }
        return isCanonical ? bytes : nil
    }

    /// - Returns: false when there is a foreign character, or when set bits behind the last byte spell nothing.
    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
        _ count: inout Int
    ) -> Bool {
        var (position, written) = (0, 0)
        while position + 4 <= text.count {
            let a = table[Int(text[position])]
            let b = table[Int(text[position + 1])]
            let c = table[Int(text[position + 2])]
            let d = table[Int(text[position + 3])]
            guard a | b | c | d < 64 else { return false }
            output[written] = a << 2 | b >> 4
            output[written + 1] = b << 4 | c >> 2
            output[written + 2] = c << 6 | d
            position += 4
            written += 3
        }
        var (pending, bits): (UInt32, UInt32) = (0, 0)
        while position < text.count {
            let value = table[Int(text[position])]
            guard value < 64 else { return false }
            pending = pending << 6 | UInt32(value)
            bits += 6
            position += 1
        }
        while bits >= 8 {
            bits -= 8
            output[written] = UInt8(truncatingIfNeeded: pending >> bits)
            written += 1
        }
        count = written
        return pending & ((1 << bits) - 1) == 0
    }

    /// The spelling of `bytes`, in ASCII.
    static func encode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        var pending: UInt32 = 0
        var pendingBits = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            pendingBits += 8
            while pendingBits >= 6 {
                pendingBits -= 6
                text.append(alphabet[Int(pending >> UInt32(pendingBits) & 63)])
            }
            pending &= (1 << UInt32(pendingBits)) - 1
        }
        if pendingBits > 0 { text.append(alphabet[Int(pending << UInt32(6 - pendingBits) & 63)]) }
        return text
    }
}
