/// Walks through the lines of a file and through the fields of each line.
///
/// It hands out ranges of the bytes instead of strings: most of what the kernel says is not shown. A range that it handed
/// out is within the bytes, so looking one up cannot fail.
struct LineScanner {
    let bytes: [UInt8]
    private let path: String
    let end: Int
    private var number = 0
    private var nextStart = 0
    private var position = 0

    /// The current line, without the character that ends it.
    private(set) var line: Range<Int> = 0..<0

    /// - Parameters:
    ///   - count: how many of the bytes are the file.
    ///   - path: the file's name in errors.
    init(_ bytes: [UInt8], count: Int, path: String) {
        self.bytes = bytes
        self.path = path
        end = min(count, bytes.count)
    }

    /// All bytes of the file.
    var everything: ArraySlice<UInt8> {
        bytes[..<end]
    }

    /// Whether a space stands where the line's first field should.
    var lacksFirstField: Bool {
        line.first.map { isSpace(bytes[$0]) } ?? true
    }

    /// Goes to the next line that has a field.
    mutating func nextLine() -> Bool {
        while nextStart < end {
            let newline = index(of: UInt8(ascii: "\n"), in: nextStart..<end) ?? end
            line = nextStart..<newline
            (position, nextStart) = (line.lowerBound, newline + 1)
            number += 1
            skipSpaces()
            if position < line.upperBound { return true }
        }
        return false
    }

    /// The next field of the line: what stands between spaces or tabs.
    mutating func nextField() -> Range<Int>? {
        skipSpaces()
        let start = position
        while position < line.upperBound, !isSpace(bytes[position]) { position += 1 }
        return start < position ? start..<position : nil
    }

    /// Steps over fields that are not looked at.
    mutating func skipFields(_ count: Int) {
        for _ in 0..<count { _ = nextField() }
    }

    /// The next field as a whole number, nil at the end of the line.
    ///
    /// - Throws: ``HostFileError`` if the field is no such number, or does not fit into 64 bits.
    mutating func nextNumber() throws(HostFileError) -> UInt64? {
        guard let field = nextField() else { return nil }
        guard let number = wholeNumber(field) else { throw malformed }
        return number
    }

    /// The next field as a whole number.
    ///
    /// - Throws: ``HostFileError`` if there is none.
    mutating func needNumber() throws(HostFileError) -> UInt64 {
        guard let number = try nextNumber() else { throw malformed }
        return number
    }

    /// The next field.
    ///
    /// - Throws: ``HostFileError`` if there is none.
    mutating func needField() throws(HostFileError) -> Range<Int> {
        guard let field = nextField() else { throw malformed }
        return field
    }

    /// Lets the fields go on behind a place in the line.
    mutating func goOn(behind place: Int) {
        position = min(max(place + 1, line.lowerBound), line.upperBound)
    }

    /// That the current line does not look as documented.
    var malformed: HostFileError {
        HostFileError(code: .malformed(line: number), path: path)
    }

    private mutating func skipSpaces() {
        while position < line.upperBound, isSpace(bytes[position]) { position += 1 }
    }

    func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
