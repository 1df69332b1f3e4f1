/// Writes the few ASN.1 values that keys and signatures are made of, in the distinguished encoding (ITU-T X.690).
enum DER {
    /// A sequence of values that are already encoded.
    static func sequence(_ values: [UInt8]...) -> [UInt8] {
        tagged(0x30, values.flatMap { $0 })
    }

    /// The integer whose magnitude is `magnitude`, most significant byte first; leading zeros do not matter.
    static func unsignedInteger(_ magnitude: some Sequence<UInt8>) -> [UInt8] {
        var content = Array(magnitude.drop { $0 == 0 })
        if (content.first ?? 0x80) >= 0x80 { content.insert(0, at: 0) }
        return tagged(0x02, content)
    }

    /// A string of whole bytes as a bit string.
    static func bitString(_ bytes: [UInt8]) -> [UInt8] {
        tagged(0x03, [0] + bytes)
    }

    /// An object identifier whose content is already encoded.
    static func objectIdentifier(_ content: [UInt8]) -> [UInt8] {
        tagged(0x06, content)
    }

    static let null: [UInt8] = [0x05, 0x00]

    private static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag] + length(content.count) + content
    }

    private static func length(_ count: Int) -> [UInt8] {
        if count < 0x80 { return [UInt8(count)] }
        let bytes = withUnsafeBytes(of: UInt32(count).bigEndian) { Array($0.drop { $0 == 0 }) }
        return [0x80 | UInt8(bytes.count)] + bytes
    }
}
