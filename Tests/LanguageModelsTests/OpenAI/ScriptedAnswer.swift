/// What ``ScriptedUpstream`` sends to one request.
struct ScriptedAnswer: Sendable {
    /// How a body ends.
    enum Ending {
        /// As HTTP says; the connection stays open.
        case whole
        /// The connection is closed in the middle of the body.
        case cut
        /// Nothing more comes, and the connection stays open.
        case hang
    }

    /// Bytes, each part sent on its own.
    var parts: [[UInt8]]
    var closes = false

    /// A stream of events in HTTP chunks, each part a chunk of its own.
    static func stream(_ parts: [[UInt8]], _ ending: Ending = .whole) -> ScriptedAnswer {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        var all = [Array(head.utf8)]
        for part in parts { all.append(Array("\(String(part.count, radix: 16))\r\n".utf8) + part + Array("\r\n".utf8)) }
        if ending == .whole { all.append(Array("0\r\n\r\n".utf8)) }
        return ScriptedAnswer(parts: all, closes: ending == .cut)
    }

    /// A stream of the events with this data.
    static func events(_ data: String..., ending: Ending = .whole) -> ScriptedAnswer {
        stream(data.map { Array("data: \($0)\n\n".utf8) }, ending)
    }

    /// A stream of this text.
    static func text(_ text: String, _ ending: Ending = .whole) -> ScriptedAnswer {
        stream([Array(text.utf8)], ending)
    }

    /// An answer with a length.
    static func plain(_ status: String, _ body: String = "", headers: String = "") -> ScriptedAnswer {
        let head = "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n"
        return ScriptedAnswer(parts: [Array((head + body).utf8)])
    }

    /// Nothing at all, with the connection open or closed.
    static func nothing(closes: Bool) -> ScriptedAnswer {
        ScriptedAnswer(parts: [], closes: closes)
    }

    /// A short answer that is well-formed.
    static let fine = events(
        #"{"model":"m-2026","choices":[{"delta":{"content":"Hello"}}]}"#, #"{"choices":[{"delta":{"content":" there"}}]}"#,
        #"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#, #"{"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":500}}"#,
        "[DONE]")
}
