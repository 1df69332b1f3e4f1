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
        let head = head.bindMemory(to: UInt8.self)
        var reader = LineReader(head)
        var line = reader.next()
        while let empty = line, empty.isEmpty { line = reader.next() }
        guard let line, let first = RequestLine(head.part(line)) else { return nil }
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
        var (values, name) = ([String](), name)
        name.withUTF8 { name in
            bytes.withUnsafeBufferPointer { bytes in
                for field in fields where bytes.part(field.name).spells(lowercase: name) {
                    values.append(String(decoding: bytes.part(field.value), as: UTF8.self))
                }
            }
        }
        return values
    }

    /// Whether it has the field `Host`, once: what lies before this server might take another of two (RFC 9112, section 3.2).
    var hasOneHost: Bool {
        let name: StaticString = "host"
        return name.withUTF8Buffer { name in
            bytes.withUnsafeBufferPointer { bytes in
                var count = 0
                for field in fields where field.name.count == name.count && bytes.part(field.name).spells(lowercase: name) { count += 1 }
                return count == 1
            }
        }
    }

    private static func field(_ head: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Field? {
        let text = head.part(line)
        let colon = text.offset(of: UInt8(ascii: ":"))
        guard colon > 0, colon < text.count, RequestLine.isToken(text.part(0..<colon)) else { return nil }
        var (start, end) = (line.lowerBound + colon + 1, line.upperBound)
        while start < end, ASCII.isSpace(head[start]) { start += 1 }
        while end > start, ASCII.isSpace(head[end - 1]) { end -= 1 }
        return Field(name: line.lowerBound..<line.lowerBound + colon, value: start..<end)
    }
}

/// The lines of a head that ``HeadScanner`` found to be whole.
private struct LineReader {
    private let head: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ head: UnsafeBufferPointer<UInt8>) {
        self.head = head
    }

    /// The next line without its end; nil after the last.
    mutating func next() -> Range<Int>? {
        let end = head.offset(of: UInt8(ascii: "\n"), from: position)
        guard end < head.count, end > position else { return nil }
        defer { position = end + 1 }
        return position..<(end - 1)
    }
}
