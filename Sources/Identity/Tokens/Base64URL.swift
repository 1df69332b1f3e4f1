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
        let table = values
        var isCanonical = true
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count * 6 / 8) { output, count in
            var pending: UInt32 = 0
            var pendingBits: UInt32 = 0
            for byte in text {
                let value = table[Int(byte)]
                guard value < 64 else { break }
                pending = pending << 6 | UInt32(value)
                pendingBits += 6
                guard pendingBits >= 8 else { continue }
                pendingBits -= 8
                output[count] = UInt8(truncatingIfNeeded: pending >> pendingBits)
                count += 1
            }
            // Fewer bytes than the capacity: a foreign character. Set bits behind the last byte spell nothing.
            isCanonical = count == output.count && pending & ((1 << pendingBits) - 1) == 0
        }
        return isCanonical ? bytes : nil
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
