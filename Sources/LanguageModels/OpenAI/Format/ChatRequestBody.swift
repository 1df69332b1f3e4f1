import HTTPClients
import Wire

/// The body of a request in the format of OpenAI's chat completions.
///
/// - SeeAlso: <https://platform.openai.com/docs/api-reference/chat/create>
struct ChatRequestBody {
    /// Longest name of a speaker.
    private static let nameLimit = 64

    let configuration: OpenAIConfiguration

    /// - Throws: ``ModelError`` with `refused` for a tool whose parameters are no JSON object.
    func encode(_ request: ModelRequest) throws(ModelError) -> [UInt8] {
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        writer.member("model", request.model ?? configuration.model)
        writer.name("messages")
        writer.beginArray()
        for message in request.messages { write(message, to: &writer) }
        writer.endArray()
        try write(request.tools, to: &writer)
        writer.member("temperature", request.temperature ?? configuration.temperature)
        writeTokenLimit(request.maximumTokens ?? configuration.maximumTokens, to: &writer)
        writer.member("stream", true)
        writer.name("stream_options")
        writer.beginObject()
        writer.member("include_usage", true)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// OpenAI's newer models refuse `max_tokens`, and most other servers know nothing else.
    private func writeTokenLimit(_ limit: Int?, to writer: inout JSONWriter) {
        if configuration.endpoint.provider == "openai" {
            writer.member("max_completion_tokens", limit)
        } else {
            writer.member("max_tokens", limit)
        }
    }

    private func write(_ message: ModelMessage, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", message.role.rawValue)
        writer.name("content")
        // A turn of calls alone has no content.
        if message.content.isEmpty, !message.toolCalls.isEmpty { writer.null() } else { writer.value(message.content) }
        if message.role != .tool { writer.member("name", message.name.flatMap(Self.speaker)) }
        writer.member("tool_call_id", message.toolCallID)
        if !message.toolCalls.isEmpty {
            writer.name("tool_calls")
            writer.beginArray()
            for call in message.toolCalls { write(call, to: &writer) }
            writer.endArray()
        }
        writer.endObject()
    }

    private func write(_ call: ModelToolCall, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", call.id)
        writer.member("type", "function")
        writer.name("function")
        writer.beginObject()
        writer.member("name", call.name)
        writer.member("arguments", call.arguments)
        writer.endObject()
        writer.endObject()
    }

    private func write(_ tools: [ModelTool], to writer: inout JSONWriter) throws(ModelError) {
        guard !tools.isEmpty else { return }
        writer.name("tools")
        writer.beginArray()
        for tool in tools {
            let parameters = Array(tool.parameters.utf8)
            guard Self.isObject(parameters) else {
                throw ModelError(.refused, "a tool's parameters are no JSON object", detail: "the tool is \(PlainText.line(tool.name))")
            }
            writer.beginObject()
            writer.member("type", "function")
            writer.name("function")
            writer.beginObject()
            writer.member("name", tool.name)
            writer.member("description", tool.description)
            writer.name("parameters")
            writer.raw(parameters)
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
    }

    private static func isObject(_ json: [UInt8]) -> Bool {
        json.withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            guard case .object = try? reader.readToken() else { return false }
            return (try? reader.finish()) != nil
        }
    }

    /// A name as the API takes it: letters, digits, `_` and `-`. Nil where none of them is in it.
    private static func speaker(_ name: String) -> String? {
        var isNamed = false
        let characters = name.unicodeScalars.prefix(nameLimit).map { scalar -> Character in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            isNamed = isNamed || isPlain
            return isPlain || scalar == "-" ? Character(scalar) : "_"
        }
        return isNamed ? String(characters) : nil
    }
}
