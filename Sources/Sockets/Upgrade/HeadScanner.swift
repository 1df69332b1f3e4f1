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
        }
        return end == Self.limit ? .unusual : .incomplete
    }
}
