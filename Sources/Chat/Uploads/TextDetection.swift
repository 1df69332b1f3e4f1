/// Whether bytes are a text.
enum TextDetection {
    /// How a text is written.
    enum Encoding: Equatable {
        case utf8
        /// UTF-16 with a byte order mark, in either order.
        case utf16
    }

    /// UTF-8, or UTF-16 behind a byte order mark, without the control characters that no text has.
    ///
    /// - Parameters:
    ///   - header: the first bytes.
    ///   - isCut: whether more follow, so that the last character may be torn.
    /// - Returns: nil for what is no text.
    static func encoding(of header: [UInt8], isCut: Bool) -> Encoding? {
        if header.starts(with: [0xFE, 0xFF]) { return isUTF16(header.dropFirst(2), isBigEndian: true, isCut: isCut) ? .utf16 : nil }
        if header.starts(with: [0xFF, 0xFE]) { return isUTF16(header.dropFirst(2), isBigEndian: false, isCut: isCut) ? .utf16 : nil }
        return isUTF8(header, isCut: isCut) ? .utf8 : nil
    }

    private static func isUTF8(_ header: [UInt8], isCut: Bool) -> Bool {
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

    /// Two bytes of a mark are easily put before a program: what follows must be whole units, pairs of surrogates (Unicode,
    /// section 3.9, D91), and nothing that UTF-8 is not allowed either.
    private static func isUTF16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool, isCut: Bool) -> Bool {
        guard isCut || bytes.count.isMultiple(of: 2) else { return false }
        var expectsLow = false
        for index in stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2) {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            let unit = isBigEndian ? first << 8 | second : second << 8 | first
            guard UTF16.isTrailSurrogate(unit) == expectsLow, !isBinary(unit) else { return false }
            expectsLow = UTF16.isLeadSurrogate(unit)
        }
        return isCut || !expectsLow
    }

    private static func isBinary(_ unit: UInt16) -> Bool {
        // The last two are no characters; the first of them is a byte order mark the wrong way round.
        unit >= 0xFFFE || unit < 0x20 && isBinary(UInt8(unit))
    }

    /// A "binary data byte" of the MIME Sniffing Standard, section 3.
    private static func isBinary(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x08, 0x0B, 0x0E...0x1A, 0x1C...0x1F: true
        default: false
        }
    }
}
