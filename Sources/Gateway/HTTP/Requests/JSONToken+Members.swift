import Wire

/// Values of a request's body, each refused in words that name its member.
extension JSONToken {
    /// The text that this is, as long as it is.
    func text(_ name: String) throws(HTTPRefusal) -> String {
        guard case .string(let text) = self else { throw .malformed("\(name) must be a string") }
        guard let text = try? text.string() else { throw .malformed("\(name) must be UTF-8") }
        return text
    }

    /// The text that this is, of so many bytes.
    func text(_ name: String, bytes limits: ClosedRange<Int>) throws(HTTPRefusal) -> String {
        let text = try text(name)
        guard limits.contains(text.utf8.count) else {
            let bounds = limits.lowerBound == 0 ? "at most \(limits.upperBound)" : "\(limits.lowerBound) to \(limits.upperBound)"
            throw .malformed("\(name) must have \(bounds) bytes")
        }
        return text
    }

    /// The text that this is, without control characters.
    func line(_ name: String, bytes limits: ClosedRange<Int>) throws(HTTPRefusal) -> String {
        let text = try text(name, bytes: limits)
        guard text.isLine else { throw .malformed("\(name) must have no control characters") }
        return text
    }

    /// The id that this is.
    func identifier(_ name: String) throws(HTTPRefusal) -> String {
        guard case .string(let text) = self, let id = try? text.string(), Identifier.isValid(id) else {
            throw .malformed("\(name) must be 1 to \(Identifier.maximumLength) characters of A-Z a-z 0-9 _ - .")
        }
        return id
    }

    /// The whole number that this is.
    func integer(_ name: String) throws(HTTPRefusal) -> Int {
        guard case .number(let text) = self, let value = text.integer.flatMap(Int.init(exactly:)) else {
            throw .malformed("\(name) must be a whole number")
        }
        return value
    }

    /// The number that this is.
    func number(_ name: String) throws(HTTPRefusal) -> Double {
        guard case .number(let text) = self, let value = text.double else { throw .malformed("\(name) must be a number") }
        return value
    }

    /// Whether this is `null`.
    var isNull: Bool {
        if case .null = self { true } else { false }
    }
}
