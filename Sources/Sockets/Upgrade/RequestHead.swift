/// The head of an HTTP/1 request: its line and its fields, which are found in the bytes when they are asked for.
///
/// Strict, so that nothing can pass here that another parser on the way would have read otherwise: one space on each side of
/// the target, no space before a colon, no folded field (RFC 9112, sections 3 and 5).
public struct RequestHead: Sendable {
    private struct Field {
        var name: Range<Int>
        var value: Range<Int>
    }

    /// The most fields of a head.
    static let maximumFields = 100

    public let method: String
    /// Path and query, or what else stands in the request's line.
    public let target: String
    public let isHTTP11: Bool
    /// Whom a target in absolute form names; it stands for the field `Host` then.
    private let authority: String?
    private let bytes: [UInt8]
    private var fields: [Field] = []

    /// - Parameter head: the bytes up to and with the empty line.
    /// - Returns: nil when they are no plain head of HTTP/1.
    init?(_ head: UnsafeRawBufferPointer) {
        bytes = Array(head)
        var reader = LineReader(head)
        var line = reader.next()
        while let empty = line, empty.isEmpty { line = reader.next() }
        guard let line, let first = RequestLine(head, line) else { return nil }
        method = first.method
        let absolute = AbsoluteTarget(first.target)
        target = absolute?.originForm ?? first.target
        authority = absolute?.authority
        isHTTP11 = first.isHTTP11
        fields.reserveCapacity(16)
        while let line = reader.next(), !line.isEmpty {
            guard fields.count < Self.maximumFields, let field = Self.field(head, line) else { return nil }
            fields.append(field)
        }
    }

    /// All values of a field in their order, without the white space around them.
    ///
    /// - Parameter name: in lower case.
    public func values(_ name: String) -> [String] {
        if let authority, name == "host" { return [authority] }
        var values: [String] = []
        for field in fields where isNamed(field, name) { values.append(String(decoding: bytes[field.value], as: UTF8.self)) }
        return values
    }

    private func isNamed(_ field: Field, _ name: String) -> Bool {
        guard field.name.count == name.utf8.count else { return false }
        return zip(bytes[field.name], name.utf8).allSatisfy { ASCII.lowercased($0) == $1 }
    }

    private static func field(_ head: UnsafeRawBufferPointer, _ line: Range<Int>) -> Field? {
        guard let colon = head[line].firstIndex(of: UInt8(ascii: ":")), colon > line.lowerBound else { return nil }
        guard head[line.lowerBound..<colon].allSatisfy(RequestLine.isTokenByte) else { return nil }
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var (start, end) = (colon + 1, line.upperBound)
        while start < end, isSpace(head[start]) { start += 1 }
        while end > start, isSpace(head[end - 1]) { end -= 1 }
        return Field(name: line.lowerBound..<colon, value: start..<end)
    }
}

/// The lines of a head that ``HeadScanner`` found to be whole.
private struct LineReader {
    private let head: UnsafeRawBufferPointer
    private var position = 0

    init(_ head: UnsafeRawBufferPointer) {
        self.head = head
    }

    /// The next line without its end; nil after the last.
    mutating func next() -> Range<Int>? {
        guard let end = head[position...].firstIndex(of: UInt8(ascii: "\n")), end > position else { return nil }
        defer { position = end + 1 }
        return position..<(end - 1)
    }
}
