/// Finds the end of a request's head as its bytes come, each looked at once (RFC 9112, section 2.1).
///
/// Not thread-safe: a value of the connection.
struct HeadScanner {
    enum Result: Equatable {
        /// The empty line has not come yet.
        case incomplete
        /// The head has this many bytes, its empty line included.
        case complete(Int)
        /// A byte that no plain head has, or more bytes than one may have: for a parser that knows what to answer.
        case unusual
    }

    /// The most bytes of a head: a token of 8 KiB twice, and some cookies.
    static let limit = 32 * 1024
    /// The most bytes of one of its lines.
    static let lineLimit = 16 * 1024

    private var scanned = 0
    /// Where the line in hand began.
    private var line = 0
    /// Whether a line that is not empty has come, whole.
    private(set) var hasBegun = false

    /// - Parameter bytes: all that has come, what was scanned before included.
    mutating func scan(_ bytes: UnsafeRawBufferPointer) -> Result {
        let end = min(bytes.count, Self.limit)
        while scanned < end {
            let byte = bytes[scanned]
            if byte == UInt8(ascii: "\n") {
                guard scanned > 0, bytes[scanned - 1] == UInt8(ascii: "\r") else { return .unusual }
                let length = scanned - 1 - line
                guard length <= Self.lineLimit else { return .unusual }
                scanned += 1
                // Empty lines before the request are to be ignored.
                if length == 0, hasBegun { return .complete(scanned) }
                if length > 0 { hasBegun = true }
                line = scanned
                continue
            }
            let isEndOfLine = byte == UInt8(ascii: "\r")
            guard byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t") || isEndOfLine else { return .unusual }
            if scanned > line, bytes[scanned - 1] == UInt8(ascii: "\r") { return .unusual }
            scanned += 1
            // Between two ends of lines nothing else is looked for.
            while !isEndOfLine, scanned + 8 <= end, Self.arePlain(bytes.loadUnaligned(fromByteOffset: scanned, as: UInt64.self)) {
                scanned += 8
            }
        }
        return end == Self.limit ? .unusual : .incomplete
    }

    /// Whether eight bytes are neither control characters nor DEL; may say no where a tab, too, would be plain.
    ///
    /// The tests for a byte below a bound and for a byte that is 0 of "Bit Twiddling Hacks" (S. E. Anderson).
    private static func arePlain(_ eight: UInt64) -> Bool {
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let control = (eight &- ones &* 0x20) & ~eight
        let delete = eight ^ ones &* 0x7F
        return (control | (delete &- ones) & ~delete) & highs == 0
    }
}
