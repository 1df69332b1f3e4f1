import Hummingbird
import Wire

/// The parameters of a request's query. What a route does not know is passed over; what it knows must be right.
struct HTTPQuery {
    private let target: RequestTarget

    init(_ request: Request) {
        target = RequestTarget(request.uri.string)
    }

    /// A parameter that may be there once; nil when it is absent.
    ///
    /// - Throws: ``HTTPRefusal`` 400.
    func text(_ name: String) throws(HTTPRefusal) -> String? {
        let values = target.values(name)
        guard values.count <= 1 else { throw .malformed("\(name) may be given once") }
        guard let first = values.first else { return nil }
        guard let text = first else { throw .malformed("\(name) must be UTF-8 in percent-encoding") }
        return text
    }

    /// A parameter that must be a whole number from 0 to 2⁶³ − 1; nil when it is absent. `Chat` checks narrower bounds.
    ///
    /// - Throws: ``HTTPRefusal`` 400.
    func number(_ name: String) throws(HTTPRefusal) -> Int64? {
        guard let text = try text(name) else { return nil }
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let value = Int64(text) else {
            throw .malformed("\(name) must be a whole number from 0 to \(Int64.max)")
        }
        return value
    }

    /// A parameter that must be `true` or `false`; nil when it is absent.
    ///
    /// - Throws: ``HTTPRefusal`` 400.
    func flag(_ name: String) throws(HTTPRefusal) -> Bool? {
        switch try text(name) {
        case nil: nil
        case "true": true
        case "false": false
        default: throw .malformed("\(name) must be true or false")
        }
    }

    /// A parameter that must be one of a type's words; nil when it is absent.
    ///
    /// - Throws: ``HTTPRefusal`` 400.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _ type: Word.Type) throws(HTTPRefusal) -> Word? {
        guard let text = try text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw .malformed("\(name) must be one of: \(type.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    /// A parameter that must be a time, in Unix milliseconds; nil when it is absent.
    ///
    /// The plus of an offset means a blank in queries that forms make, and is sent bare all the same.
    ///
    /// - Throws: ``HTTPRefusal`` 400.
    func time(_ name: String) throws(HTTPRefusal) -> Int64? {
        guard let text = try text(name) else { return nil }
        let (date, rest) = (text.prefix(11), text.dropFirst(11))
        guard let time = Timestamp.milliseconds(parsing: date + rest.replacing(" ", with: "+")) else {
            throw .malformed("\(name) must be a time as 2026-01-05T09:30:00Z (RFC 3339)")
        }
        return time
    }

    /// The size of a page; nil when it is not said. `Chat` checks the bounds.
    ///
    /// - Throws: ``HTTPRefusal`` 400.
    func limit() throws(HTTPRefusal) -> Int? {
        try number("limit").map { Int(clamping: $0) }
    }
}
