/// Takes a form apart as it comes, wherever its pieces are cut (RFC 7578; RFC 2046, section 5.1.1). A value; holds no more than a
/// part's head, or the bytes that may be the begin of a delimiter.
struct FormParser {
    enum Event: Equatable {
        case part(FormPart)
        /// Some of the part's content, not empty.
        case content([UInt8])
        case partEnd
        /// The form's end; what comes after it does not count.
        case end
    }

    struct Failure: Error, Equatable {
        let reason: String
    }

    private enum State {
        /// Before the first delimiter. Exits: delimiter.
        case preamble
        /// Behind a delimiter: another part, or the end. Exits: head, over.
        case delimiter
        /// Exits: content.
        case head
        /// Exits: delimiter.
        case content
        case over
    }

    /// The longest head of a part, and the longest text before the first part, bytes.
    private static let headLimit = 8 * 1024
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    private let delimiter: [UInt8]
    private var state = State.preamble
    /// What has come and was not taken: from `position` on. The delimiter begins with a line's end, which the first may lack.
    private var bytes = lineEnd
    private var position = 0
    private var preambleBytes = 0

    init(boundary: String) {
        delimiter = Self.lineEnd + Array("--\(boundary)".utf8)
    }

    /// More of the form has come.
    mutating func append(_ more: [UInt8]) {
        bytes.removeSubrange(..<position)
        position = 0
        bytes.append(contentsOf: more)
    }

    /// What comes next; nil when more has to come first.
    mutating func next() throws(Failure) -> Event? {
        while true {
            switch state {
            case .preamble: guard try skipPreamble() else { return nil }
            case .delimiter:
                guard let isLast = try readDelimiterEnd() else { return nil }
                state = isLast ? .over : .head
            case .head:
                guard let part = try readHead() else { return nil }
                state = .content
                return .part(part)
            case .content: return readContent()
            case .over: return .end
            }
        }
    }

    /// Bytes that have come and are not part of an event yet.
    var waiting: Int { rest.count }

    /// The fewest bytes that a form has behind the content of a part: a line's end, the boundary and what says that it was the last.
    var shortestEnd: Int { delimiter.count + 2 }

    private var rest: ArraySlice<UInt8> { bytes[position...] }

    private mutating func skipPreamble() throws(Failure) -> Bool {
        let (start, isWhole) = findDelimiter()
        preambleBytes += start - position
        guard preambleBytes <= Self.headLimit else { throw Failure(reason: "no boundary at its begin") }
        position = isWhole ? start + delimiter.count : start
        if isWhole { state = .delimiter }
        return isWhole
    }

    /// Whether the delimiter was the form's last; nil when more has to come. What follows another begins with its line's end.
    private mutating func readDelimiterEnd() throws(Failure) -> Bool? {
        let end = rest.drop { $0 == 0x20 || $0 == 0x09 }
        guard end.count >= 2 else {
            guard rest.count <= Self.headLimit else { throw Failure(reason: "a boundary does not end") }
            return nil
        }
        if rest.starts(with: "--".utf8) { return true }
        guard end.starts(with: Self.lineEnd) else { throw Failure(reason: "something follows a boundary") }
        position = end.startIndex
        return false
    }

    private mutating func readHead() throws(Failure) -> FormPart? {
        let ending = Self.lineEnd + Self.lineEnd
        let searched = rest.prefix(Self.headLimit)
        guard let end = searched.indices.first(where: { searched[$0...].starts(with: ending) }) else {
            guard rest.count < Self.headLimit else { throw Failure(reason: "the head of a part is too long") }
            return nil
        }
        guard let part = FormPart(head: searched[..<end]) else { throw Failure(reason: "the head of a part is malformed") }
        position = end + ending.count
        return part
    }

    private mutating func readContent() -> Event? {
        let (start, isWhole) = findDelimiter()
        if start > position {
            defer { position = start }
            return .content(Array(bytes[position..<start]))
        }
        guard isWhole else { return nil }
        position = start + delimiter.count
        state = .delimiter
        return .partEnd
    }

    /// Where the next delimiter is, or its begin at the end of what has come, or that end.
    private func findDelimiter() -> (start: Int, isWhole: Bool) {
        var start = position
        while let found = bytes[start...].firstIndex(of: delimiter[0]) {
            let candidate = bytes[found...].prefix(delimiter.count)
            if delimiter.starts(with: candidate) { return (found, candidate.count == delimiter.count) }
            start = found + 1
        }
        return (bytes.endIndex, false)
    }
}
