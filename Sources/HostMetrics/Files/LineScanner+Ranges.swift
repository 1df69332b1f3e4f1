import Glibc

/// What a range of the file holds.
extension LineScanner {
    /// The bytes of a range.
    subscript(range: Range<Int>) -> ArraySlice<UInt8> {
        bytes[range]
    }

    /// The text of a range; what is no UTF-8 becomes U+FFFD.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// Whether a range holds exactly this text.
    func holds(_ range: Range<Int>, _ text: StaticString) -> Bool {
        range.count == text.utf8CodeUnitCount && starts(range, with: text)
    }

    /// Whether a range begins with this text.
    func starts(_ range: Range<Int>, with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard range.count >= count else { return false }
        return bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memcmp($0 + range.lowerBound, text.utf8Start, count) == 0 } ?? (count == 0)
        }
    }

    /// Where a byte stands first in a range.
    func index(of byte: UInt8, in range: Range<Int>) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, !range.isEmpty else { return nil }
            return memchr(base + range.lowerBound, Int32(byte), range.count).map { UnsafeRawPointer($0) - base }
        }
    }

    /// Where a byte stands last in a range.
    func lastIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        bytes[range].lastIndex(of: byte)
    }

    /// A range without the spaces around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        guard let first = range.first(where: { !isSpace(bytes[$0]) }), let last = range.last(where: { !isSpace(bytes[$0]) })
        else { return range.upperBound..<range.upperBound }
        return first..<(last + 1)
    }

    /// A range of digits as a number; nil if there is anything else, or if it does not fit into 64 bits.
    func wholeNumber(_ range: Range<Int>) -> UInt64? {
        var number: UInt64 = 0
        for index in range {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            let (product, tooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, carries) = product.addingReportingOverflow(UInt64(digit))
            guard !tooLarge, !carries else { return nil }
            number = sum
        }
        return range.isEmpty ? nil : number
    }

    /// A range as a number that may have a sign and decimals; nil if it is none, or not finite.
    func decimal(_ range: Range<Int>) -> Double? {
        if let whole = wholeNumber(range) { return Double(whole) }
        return Double(text(range)).flatMap { $0.isFinite ? $0 : nil }
    }
}
