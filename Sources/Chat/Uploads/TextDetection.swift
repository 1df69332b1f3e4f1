/// Whether bytes are a text.
enum TextDetection {
    /// UTF-8 without the control characters that no text has, or anything that begins as UTF-16 does.
    ///
    /// - Parameter isCut: whether more follow, so that the last character may be torn.
    static func isText(_ header: [UInt8], isCut: Bool) -> Bool {
        if header.starts(with: [0xFE, 0xFF]) || header.starts(with: [0xFF, 0xFE]) { return true }
        guard !header.contains(where: isBinary) else { return false }
        var whole = header[...]
        if isCut, let start = whole.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }), isTorn(whole[start...]) {
            whole = whole[..<start]
        }
        return String(validating: whole, as: UTF8.self) != nil
    }

    /// Whether a character has fewer bytes than its first one says.
    private static func isTorn(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        return bytes.count < length
    }

    /// A "binary data byte" of the MIME Sniffing Standard, section 3.
    private static func isBinary(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x08, 0x0B, 0x0E...0x1A, 0x1C...0x1F: true
        default: false
        }
    }
}
