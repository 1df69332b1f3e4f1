/// A string or a number as it stands in the text, not decoded yet.
///
/// Points into the bytes that the ``JSONReader`` was given and is valid as long as those are. Its syntax has been
/// checked; whether a string is UTF-8 is checked by ``string()``.
public struct JSONText {
    /// The bytes between the quotes, or those of the number.
    let bytes: UnsafeRawBufferPointer
    /// Whether a string holds escapes, so that its bytes are not yet its characters.
    let hasEscapes: Bool

    /// Whether the decoded text is `other`; escapes count as what they stand for.
    @inline(__always)
    public func equals(_ other: StaticString) -> Bool {
        guard !hasEscapes else { return unescapedEquals(other) }
        // Lengths first: a switch over a frame's members fails here all but once, on two integers.
        return bytes.count == other.utf8CodeUnitCount && matches(other)
    }

    /// Lets a `switch` name members: `case "type":`.
    @inline(__always)
    public static func ~= (name: StaticString, text: JSONText) -> Bool {
        text.equals(name)
    }

    private func matches(_ other: StaticString) -> Bool {
        other.withUTF8Buffer { name in
            for offset in 0..<name.count where name[offset] != bytes[offset] { return false }
            return true
        }
    }

    private func unescapedEquals(_ other: StaticString) -> Bool {
        (try? string())?.utf8.elementsEqual(other.withUTF8Buffer(Array.init)) ?? false
    }

    /// The decoded text.
    ///
    /// - Throws: `JSONError` with `invalidUTF8`.
    public func string() throws(JSONError) -> String {
        let text = hasEscapes ? unescaped() : Self.decode(bytes)
        guard let text else { throw JSONError(.invalidUTF8, at: 0) }
        return text
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer) -> String? {
        bytes.withMemoryRebound(to: UInt8.self) { String(validating: $0, as: UTF8.self) }
    }

    /// Escapes only ever shrink (`\u00e9` has six bytes, its character two), so the raw count is room enough.
    private func unescaped() -> String? {
        withUnsafeTemporaryAllocation(byteCount: bytes.count, alignment: 1) { room in
            var source = 0
            var count = 0
            while source < bytes.count {
                // Checked when it was scanned: what is special here is a backslash, or the end.
                let special = ByteScan.firstSpecial(in: bytes, from: source)
                UnsafeMutableRawBufferPointer(rebasing: room[count...])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[source..<special]))
                count += special - source
                source = special
                guard source < bytes.count else { break }
                let escape = JSONEscape(in: bytes, at: source)
                for byte in UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter {
                    room[count] = byte
                    count += 1
                }
                source += escape.length
            }
            return Self.decode(UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
    }
}
