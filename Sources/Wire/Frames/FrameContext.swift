/// What is known of a client frame while its fields are judged, so that every refusal carries its `id` and type.
struct FrameContext {
    /// The longest `id`, in Unicode scalars.
    static let maximumIDLength = 64

    /// The frame's type as a label.
    let type: String
    /// The frame's `id`.
    let id: String?

    /// Reads the `id` of a frame of a known type.
    init(type: String, id token: JSONToken?) throws(FrameError) {
        let anonymous = FrameContext(type: type)
        let id = try anonymous.optionalString(token, "id")
        if let id, id.isEmpty || id.utf8.count > Self.maximumIDLength, !Self.fits(id) {
            throw anonymous.refusal("id must have 1 to 64 characters.")
        }
        self.type = type
        self.id = id
    }

    private init(type: String) {
        self.type = type
        self.id = nil
    }

    /// The refusal of a frame whose type the socket does not serve; its `id` is echoed when it is a good one.
    static func unknownType(_ members: FrameHead) -> FrameError {
        guard case .string = members.type else {
            return FrameError(
                code: .badFrame, message: "A frame needs a type, a string.", id: members.goodID, type: FrameError.otherType)
        }
        return FrameError(
            code: .unknownType, message: "This socket does not serve this type.", id: members.goodID,
            type: FrameError.otherType)
    }

    static func fits(_ id: String) -> Bool {
        !id.isEmpty && id.unicodeScalars.count <= maximumIDLength
    }

    func refusal(_ message: String) -> FrameError {
        FrameError(code: .badFrame, message: message, id: id, type: type)
    }

    /// A string that may be absent or null.
    func optionalString(_ token: JSONToken?, _ name: StaticString) throws(FrameError) -> String? {
        switch token {
        case nil, .null:
            return nil
        case .string(let text):
            guard let string = try? text.string() else { throw refusal("\(name) must be UTF-8.") }
            return string
        default:
            throw refusal("\(name) must be a string.")
        }
    }

    /// A string that must be there and not be empty.
    func string(_ token: JSONToken?, _ name: StaticString) throws(FrameError) -> String {
        guard let string = try optionalString(token, name), !string.isEmpty else {
            throw refusal("\(name) must be a string that is not empty.")
        }
        return string
    }

    /// An id of a message that may be absent or null.
    func optionalIdentifier(_ token: JSONToken?, _ name: StaticString) throws(FrameError) -> String? {
        guard let identifier = try optionalString(token, name) else { return nil }
        guard Identifier.isValid(identifier) else { throw refusal("\(name) must be an id.") }
        return identifier
    }

    /// An id of a message that must be there.
    func identifier(_ token: JSONToken?, _ name: StaticString) throws(FrameError) -> String {
        guard let identifier = try optionalIdentifier(token, name) else { throw refusal("\(name) must be an id.") }
        return identifier
    }

    /// Different ids, at most `maximum`; none when absent or null.
    func identifiers(_ token: JSONToken?, _ name: StaticString, atMost maximum: Int) throws(FrameError) -> [String] {
        switch token {
        case nil, .null:
            return []
        case .array(let elements) where elements.count <= maximum:
            guard let identifiers = Self.identifiers(elements), Set(identifiers).count == elements.count else {
                throw refusal("\(name) must be different ids.")
            }
            return identifiers
        default:
            throw refusal("\(name) must be an array of at most \(maximum) ids.")
        }
    }

    private static func identifiers(_ elements: JSONElements) -> [String]? {
        guard let tokens = try? elements.tokens() else { return nil }
        var identifiers: [String] = []
        for token in tokens {
            guard case .string(let text) = token, let identifier = try? text.string(), Identifier.isValid(identifier) else { return nil }
            identifiers.append(identifier)
        }
        return identifiers
    }

    /// A truth value that may be absent or null.
    func optionalBool(_ token: JSONToken?, _ name: StaticString) throws(FrameError) -> Bool? {
        switch token {
        case nil, .null: return nil
        case .bool(let value): return value
        default: throw refusal("\(name) must be true or false.")
        }
    }

    /// A whole number within `range` that may be absent or null.
    func optionalInteger(
        _ token: JSONToken?, _ name: StaticString, in range: ClosedRange<Int64>
    ) throws(FrameError) -> Int64? {
        switch token {
        case nil, .null:
            return nil
        case .number(let text):
            guard let value = text.integer, range.contains(value) else { throw refusal(Self.outside(range, name)) }
            return value
        default:
            throw refusal(Self.outside(range, name))
        }
    }

    /// A time that may be absent or null, as Unix milliseconds.
    func optionalTime(_ token: JSONToken?, _ name: StaticString) throws(FrameError) -> Int64? {
        guard let text = try optionalString(token, name) else { return nil }
        guard let milliseconds = Timestamp.milliseconds(parsing: text) else {
            throw refusal("\(name) must be an RFC 3339 time.")
        }
        return milliseconds
    }

    private static func outside(_ range: ClosedRange<Int64>, _ name: StaticString) -> String {
        range.upperBound == .max
            ? "\(name) must be a whole number of at least \(range.lowerBound)."
            : "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)."
    }
}
