import Wire

/// The arguments that a model wrote for a tool: one JSON object whose members are taken one by one.
struct ToolArguments {
    enum Value: Sendable, Equatable {
        case string(String)
        case number(Double)
        case strings([String])
        case other
    }

    private var members: [(name: String, value: Value)] = []

    /// Reads them; nothing at all counts as `{}`.
    ///
    /// - Throws: ``ToolError`` when they are no JSON object.
    init(_ text: String) throws(ToolError) {
        let bytes = text.allSatisfy(\.isWhitespace) ? Array("{}".utf8) : Array(text.utf8)
        do throws(JSONError) {
            members = try Self.read(bytes)
        } catch {
            throw ToolError("the arguments are not one JSON object: \(error.code.rawValue) at byte \(error.offset)")
        }
    }

    /// A text that must be there.
    mutating func string(_ name: String) throws(ToolError) -> String {
        guard let text = try optionalString(name) else { throw ToolError("the argument \"\(name)\" is missing") }
        return text
    }

    /// A text, or nil.
    mutating func optionalString(_ name: String) throws(ToolError) -> String? {
        switch take(name) {
        case .none: return nil
        case .string(let text): return text
        default: throw ToolError("the argument \"\(name)\" must be a string")
        }
    }

    /// A whole number in a range, or nil.
    mutating func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws(ToolError) -> Int? {
        switch take(name) {
        case .none: return nil
        case .number(let number) where number.rounded() == number && number.magnitude < 1e9 && range.contains(Int(number)):
            return Int(number)
        default: throw ToolError("the argument \"\(name)\" must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// A list of texts, or nil; one text alone counts as a list of it.
    mutating func optionalStrings(_ name: String) throws(ToolError) -> [String]? {
        switch take(name) {
        case .none: return nil
        case .string(let text): return [text]
        case .strings(let texts): return texts
        default: throw ToolError("the argument \"\(name)\" must be a list of strings")
        }
    }

    /// Complains about what nobody took: the model thinks that it means something.
    func finish() throws(ToolError) {
        guard let first = members.first else { return }
        throw ToolError("there is no argument \"\(first.name.prefix(80))\"")
    }

    private mutating func take(_ name: String) -> Value? {
        guard let position = members.firstIndex(where: { $0.name == name }) else { return nil }
        return members.remove(at: position).value
    }

    private static func read(_ bytes: [UInt8]) throws(JSONError) -> [(name: String, value: Value)] {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            var members: [(name: String, value: Value)] = []
            var reader = JSONReader(UnsafeRawBufferPointer(buffer))
            try reader.beginObject()
            while let name = try reader.nextMember() {
                let value = try value(of: try reader.readToken())
                // A member that is null is one that is left out.
                if let value { members.append((try name.string(), value)) }
            }
            try reader.finish()
            return members
        }
    }

    private static func value(of token: JSONToken) throws(JSONError) -> Value? {
        switch token {
        case .null: return nil
        case .string(let text): return .string(try text.string())
        case .number(let text): return text.double.map(Value.number) ?? .other
        case .bool, .object: return .other
        case .array(let elements):
            guard elements.count <= 64 else { return .other }
            var texts: [String] = []
            for token in try elements.tokens() {
                guard case .string(let text) = token else { return .other }
                texts.append(try text.string())
            }
            return .strings(texts)
        }
    }
}
