import Wire

/// Reading the JSON of `chat.completion.chunk` and `chat.completion`. Members that we do not know are passed over.
///
/// - SeeAlso: <https://platform.openai.com/docs/api-reference/chat/streaming>
extension ChatChunk {
    /// - Parameters:
    ///   - json: one object.
    ///   - readsModel: whether the model's name is wanted; it is in every event, and the same.
    /// - Throws: `JSONError` for anything else, and for a known member of another type.
    init(_ json: UnsafeRawBufferPointer, readsModel: Bool) throws(JSONError) {
        var reader = JSONReader(json)
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "choices": try readChoices(&reader)
            case "usage": usage = try ModelUsage.read(&reader) ?? usage
            case "error": failure = try ProviderFailure.read(&reader)
            case "model" where readsModel: model = try reader.readStringOrNull()
            default: try reader.skipValue()
            }
        }
        try reader.finish()
    }

    private mutating func readChoices(_ reader: inout JSONReader) throws(JSONError) {
        if try reader.readNull() { return }
        try reader.beginArray()
        var isFirst = true
        while try reader.nextElement() {
            // We ask for one choice and read one.
            if isFirst { try readChoice(&reader) } else { try reader.skipValue() }
            isFirst = false
        }
    }

    private mutating func readChoice(_ reader: inout JSONReader) throws(JSONError) {
        hasChoice = true
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "delta", "message": try readDelta(&reader)
            case "finish_reason": finishReason = try reader.readStringOrNull().map { String($0.prefix(64)) }
            default: try reader.skipValue()
            }
        }
    }

    private mutating func readDelta(_ reader: inout JSONReader) throws(JSONError) {
        if try reader.readNull() { return }
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            // A refusal is what the model has to say instead.
            case "content", "refusal": if let piece = try reader.readStringOrNull() { text += piece }
            case "tool_calls": try readCalls(&reader)
            default: try reader.skipValue()
            }
        }
    }

    private mutating func readCalls(_ reader: inout JSONReader) throws(JSONError) {
        if try reader.readNull() { return }
        try reader.beginArray()
        while try reader.nextElement() {
            calls.append(try ToolCallPart(&reader))
        }
    }
}
