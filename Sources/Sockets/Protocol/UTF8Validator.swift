/// Checks UTF-8 that arrives in pieces, and fails at the first byte that can no longer be part of valid text.
///
/// The accepted byte sequences are those of RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
/// Not thread-safe: a value of the connection that reads.
public struct UTF8Validator: Sendable {
    /// Continuation bytes that the current character still needs.
    private var needed: UInt8 = 0
    /// The range that the next continuation byte must lie in.
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF

    public init() {}

    /// Whether the text so far ends at a character's end.
    public var isComplete: Bool { needed == 0 }

    /// Forgets what was checked.
    public mutating func reset() {
        self = UTF8Validator()
    }

    /// Checks the next piece.
    ///
    /// - Returns: false at the first impossible byte; the value must not be used afterwards without ``reset()``.
    public mutating func validate(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        let count = bytes.count
        while index < count {
            if needed == 0 {
                index = Self.skipASCII(bytes, from: index)
                if index == count { return true }
            }
            guard accept(bytes[index]) else { return false }
            index += 1
        }
        return true
    }

    /// Steps over ASCII eight bytes at a time: chat text and JSON are mostly that.
    @inline(__always)
    private static func skipASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        let count = bytes.count
        while index + 8 <= count, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
            index += 8
        }
        while index < count, bytes[index] < 0x80 { index += 1 }
        return index
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        if needed > 0 {
            guard byte >= lower, byte <= upper else { return false }
            needed -= 1
            lower = 0x80
            upper = 0xBF
            return true
        }
        switch byte {
        case 0x00...0x7F: return true
        case 0xC2...0xDF: needed = 1
        case 0xE0: (needed, lower) = (2, 0xA0)
        case 0xED: (needed, upper) = (2, 0x9F)
        case 0xE1...0xEF: needed = 2
        case 0xF0: (needed, lower) = (3, 0x90)
        case 0xF1...0xF3: needed = 3
        case 0xF4: (needed, upper) = (3, 0x8F)
        default: return false
        }
        return true
    }
}
