import Glibc

/// Reads a stream of server-sent events, however it is cut into chunks, and hands out the data of each event.
///
/// Lines end with LF, CR or CRLF; a byte order mark at the start is passed over, and so are comments and every field but
/// `data`. An event ends at a blank line; one that the end of the stream cuts off is dropped. What is kept between chunks is
/// bounded by the two limits.
///
/// - SeeAlso: <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>, section 9.2.5
struct EventStreamParser {
    /// A line or an event was longer than its limit. The parser is of no use afterwards.
    struct TooLarge: Error, Equatable {}

    private let lineLimit: Int
    private let eventLimit: Int
    /// The beginning of a line whose end has not come yet.
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    /// Whether the event has a field `data`, even an empty one.
    private var hasData = false
    private var isFirstLine = true
    /// Whether the last line ended with CR, so that a LF right after it ends no other line.
    private var endedWithCR = false

    /// - Parameters:
    ///   - lineLimit: bytes of one line without its end.
    ///   - eventLimit: bytes of one event's data.
    init(lineLimit: Int, eventLimit: Int) {
        self.lineLimit = lineLimit
        self.eventLimit = eventLimit
    }

    /// Takes the next chunk.
    ///
    /// - Parameters:
    ///   - bytes: of any number.
    ///   - receive: is given the data of each event that ends in them; the bytes are valid during the call only. Their text is
    ///     not checked to be UTF-8.
    /// - Throws: ``TooLarge``, after the events before it were handed out; and what `receive` throws.
    mutating func parse(_ bytes: UnsafeRawBufferPointer, receive: (UnsafeRawBufferPointer) throws -> Void) throws {
        var start = 0
        // The next one of each kind, so that each is looked for once, however the lines end.
        var lineFeed = Self.first(UInt8(ascii: "\n"), in: bytes, from: 0)
        var carriageReturn = Self.first(UInt8(ascii: "\r"), in: bytes, from: 0)
        while true {
            let position = min(lineFeed, carriageReturn)
            guard position < bytes.count else { break }
            let isLineFeed = position == lineFeed
            let isSecondOfTwo = isLineFeed && endedWithCR && position == start && line.isEmpty
            if !isSecondOfTwo { try endLine(UnsafeRawBufferPointer(rebasing: bytes[start..<position]), receive) }
            endedWithCR = !isLineFeed
            start = position + 1
            if isLineFeed {
                lineFeed = Self.first(UInt8(ascii: "\n"), in: bytes, from: start)
            } else {
                carriageReturn = Self.first(UInt8(ascii: "\r"), in: bytes, from: start)
            }
        }
        try keep(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }

    /// The offset of the first such byte at or after `start`; the number of bytes when there is none.
    private static func first(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard start < bytes.count, let base = bytes.baseAddress, let found = memchr(base + start, Int32(byte), bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(found) - base
    }

    private mutating func keep(_ part: UnsafeRawBufferPointer) throws(TooLarge) {
        guard line.count + part.count <= lineLimit else { throw TooLarge() }
        line.append(contentsOf: part)
    }

    /// A line has ended: its beginning may be kept from earlier chunks.
    private mutating func endLine(_ end: UnsafeRawBufferPointer, _ receive: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard line.count + end.count <= lineLimit else { throw TooLarge() }
        if line.isEmpty { return try take(end, receive) }
        line.append(contentsOf: end)
        // Out of the way, so that what reads it may change the rest.
        var whole: [UInt8] = []
        swap(&whole, &line)
        try whole.withUnsafeBytes { bytes in try take(bytes, receive) }
        whole.removeAll(keepingCapacity: true)
        swap(&whole, &line)
    }

    private mutating func take(_ line: UnsafeRawBufferPointer, _ receive: (UnsafeRawBufferPointer) throws -> Void) throws {
        var line = line
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = UnsafeRawBufferPointer(rebasing: line[3...]) }
        }
        if line.isEmpty { return try endEvent(receive) }
        guard let value = Self.dataValue(of: line) else { return }
        guard data.count + value.count + (hasData ? 1 : 0) <= eventLimit else { throw TooLarge() }
        if hasData { data.append(UInt8(ascii: "\n")) }
        hasData = true
        data.append(contentsOf: value)
    }

    private mutating func endEvent(_ receive: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard hasData else { return }
        hasData = false
        defer { data.removeAll(keepingCapacity: true) }
        try data.withUnsafeBytes(receive)
    }

    /// What a line says of the field `data`; nil for other fields and comments.
    private static func dataValue(of line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard line.count >= 4, line[0] == UInt8(ascii: "d"), line[1] == UInt8(ascii: "a"), line[2] == UInt8(ascii: "t"),
            line[3] == UInt8(ascii: "a")
        else { return nil }
        guard line.count > 4 else { return UnsafeRawBufferPointer(rebasing: line[4...]) }
        guard line[4] == UInt8(ascii: ":") else { return nil }
        let start = line.count > 5 && line[5] == UInt8(ascii: " ") ? 6 : 5
        return UnsafeRawBufferPointer(rebasing: line[start...])
    }
}
