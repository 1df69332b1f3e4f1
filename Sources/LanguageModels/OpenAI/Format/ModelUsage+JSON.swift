import Wire

extension ModelUsage {
    /// More tokens than any answer takes: a number beyond is a mistake that would spoil the counters for ever.
    private static let limit: Int64 = 1_000_000_000

    /// Reads the object here; nil for `null`, and where the two numbers are not both there and sensible.
    ///
    /// - Throws: `JSONError` for malformed text only: an answer is not given up for its bill.
    static func read(_ reader: inout JSONReader) throws(JSONError) -> ModelUsage? {
        if try reader.readNull() { return nil }
        var input: Int?
        var output: Int?
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "prompt_tokens": input = tokens(try reader.readToken())
            case "completion_tokens": output = tokens(try reader.readToken())
            default: try reader.skipValue()
            }
        }
        guard let input, let output else { return nil }
        return ModelUsage(inputTokens: input, outputTokens: output)
    }

    private static func tokens(_ token: JSONToken) -> Int? {
        guard case .number(let text) = token, let value = text.integer, (0...limit).contains(value) else { return nil }
        return Int(value)
    }
}
