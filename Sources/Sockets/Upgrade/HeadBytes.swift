import Glibc

/// Looking through the bytes of a request's head, with what the C library has for it: a step of a generic collection for each
/// byte costs a connection more than the rest of its reading.
extension UnsafeBufferPointer<UInt8> {
    /// The offset of the first `byte` at or after `start`; the count when there is none.
    package func offset(of byte: UInt8, from start: Int = 0) -> Int {
        guard start < count, let baseAddress, let found = memchr(baseAddress + start, Int32(byte), count - start) else { return count }
        return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
    }

    /// The bytes of a range, counted from 0.
    package func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: self[range])
    }

    /// Whether these are the same bytes.
    package func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let baseAddress, let otherAddress = other.baseAddress else { return true }
        return memcmp(baseAddress, otherAddress, count) == 0
    }

    /// Whether these are the bytes of `text`.
    package func spells(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { hasSameBytes(as: $0) }
    }

    /// Whether these begin with the bytes of `text`.
    package func begins(with text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount && part(0..<text.utf8CodeUnitCount).spells(text)
    }

    /// Whether these are the bytes of `text`, which is in lower case, whatever the case of their ASCII letters.
    func spells(lowercase text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == text.count else { return false }
        for offset in 0..<count where ASCII.lowercased(self[offset]) != text[offset] { return false }
        return true
    }

    /// These without blanks and tabs at both ends (RFC 9110, section 5.6.3).
    var trimmed: UnsafeBufferPointer<UInt8> {
        var (start, end) = (0, count)
        while start < end, ASCII.isSpace(self[start]) { start += 1 }
        while end > start, ASCII.isSpace(self[end - 1]) { end -= 1 }
        return part(start..<end)
    }
}
