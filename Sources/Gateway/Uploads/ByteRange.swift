/// A part of a content, by its first and last byte (RFC 9110, section 14.1.2).
struct ByteRange: Equatable {
    let first: Int64
    /// One less than `first` for nothing.
    let last: Int64

    var count: Int64 { last - first + 1 }

    /// What a request's `Range` comes to.
    enum Selection: Equatable {
        /// There is none, it is broken, or it asks for several parts, which nobody has to serve.
        case whole
        case part(ByteRange)
        /// The content has nothing there.
        case unsatisfiable
    }

    /// - Parameters:
    ///   - field: the value of `Range`.
    ///   - size: of the content, bytes.
    static func selection(_ field: String?, size: Int64) -> Selection {
        guard let field, field.lowercased().hasPrefix("bytes=") else { return .whole }
        let text = field.dropFirst(6).filter { $0 != " " && $0 != "\t" }
        let bounds = text.split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count == 2, bounds.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else { return .whole }
        switch (bounds[0].isEmpty, bounds[1].isEmpty) {
        case (true, true): return .whole
        case (true, false):
            let count = number(bounds[1])
            return count > 0 && size > 0 ? .part(ByteRange(first: max(0, size - count), last: size - 1)) : .unsatisfiable
        case (false, let isOpen):
            let first = number(bounds[0])
            let last = isOpen ? .max : number(bounds[1])
            guard first <= last else { return .whole }
            return first < size ? .part(ByteRange(first: first, last: min(last, size - 1))) : .unsatisfiable
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
    }

    /// Digits too many for a number are beyond every content, too.
    private static func number(_ digits: Substring) -> Int64 {
        Int64(digits) ?? .max
    }
}
