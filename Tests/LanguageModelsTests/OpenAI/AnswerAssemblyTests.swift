import Testing

@testable import LanguageModels

@Suite("Putting an answer together")
struct AnswerAssemblyTests {
    @Test("text, reason, usage and model come from wherever they stand")
    func answer() throws {
        let (texts, completion) = try read(
            #"{"id":"1","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}"#,
            #"{"model":"m-1","choices":[{"index":0,"delta":{"content":"Hi "}}],"x":{"y":[1,{"z":null}]}}"#,
            #"{"choices":[{"index":0,"delta":{"content":"\u00fc\ud83d\ude00"},"logprobs":null}]}"#,
            #"{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}"#,
            #"{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":0}}}"#,
            "[DONE]")
        #expect(texts == ["Hi ", "ü😀"])
        #expect(completion == ModelCompletion(finishReason: "length", usage: ModelUsage(inputTokens: 7, outputTokens: 3), model: "m-1"))
    }

    @Test(
        "an answer ends with a reason or with [DONE], and either is enough",
        arguments: [
            ([#"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"#], "stop"),
            ([#"{"choices":[{"delta":{"content":"a"}}]}"#, "[DONE]"], "stop"),
            ([#"{"choices":[{"delta":{"content":"a"},"finish_reason":""}]}"#, "[DONE]"], "stop"),
            ([#"{"choices":[{"delta":{"content":"a"},"finish_reason":"content_filter"}]}"#, "[DONE]"], "content_filter"),
        ])
    func ends(_ events: [String], _ reason: String) throws {
        let (texts, completion) = try read(events)
        #expect(texts == ["a"])
        #expect(completion == ModelCompletion(finishReason: reason, model: ""))
    }

    @Test("what follows [DONE] is ignored")
    func afterEnd() throws {
        let (texts, _) = try read(#"{"choices":[{"delta":{"content":"a"}}]}"#, "[DONE]", #"{"choices":[{"delta":{"content":"b"}}]}"#, "{")
        #expect(texts == ["a"])
    }

    @Test("content that is null or absent is no text, and a refusal is what the model says")
    func noContent() throws {
        let (texts, completion) = try read(
            #"{"choices":[{"delta":{"content":null}}]}"#, #"{"choices":[{"delta":null}]}"#, #"{"choices":null}"#,
            #"{"choices":[{"delta":{"content":null,"refusal":"I cannot."}}]}"#, #"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#)
        #expect(texts == ["I cannot."])
        #expect(completion.finishReason == "stop")
    }

    @Test("only the first choice is read")
    func firstChoice() throws {
        let (texts, _) = try read(#"{"choices":[{"delta":{"content":"a"}},{"delta":{"content":"b"}}]}"#, "[DONE]")
        #expect(texts == ["a"])
    }

    @Test("calls are put together by their index, in its order")
    func calls() throws {
        let (texts, completion) = try read(
            #"{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"two","arguments":""}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"one","arguments":"{\"x\""}}]}}]}"#,
            #"{"choices":[{"delta":{"content":null,"tool_calls":[{"index":1,"function":{"arguments":"{}"}},{"index":0,"function":{"arguments":":1}"}}]}}]}"#,
            #"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#, "[DONE]")
        #expect(texts == [])
        #expect(
            completion
                == ModelCompletion(
                    finishReason: "tool_calls",
                    toolCalls: [
                        ModelToolCall(id: "a", name: "one", arguments: #"{"x":1}"#), ModelToolCall(id: "b", name: "two", arguments: "{}"),
                    ], model: ""))
    }

    @Test("calls without an index are told apart by their ids, and one without an id gets one")
    func callsWithoutIndex() throws {
        let (_, completion) = try read(
            #"{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"one","arguments":"1"}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"arguments":"2"}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"3"}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"id":"b","function":{"name":"two","arguments":null}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":5,"function":{"name":"three"}}]}}]}"#, "[DONE]")
        #expect(completion.finishReason == "tool_calls")
        #expect(
            completion.toolCalls == [
                ModelToolCall(id: "a", name: "one", arguments: "123"), ModelToolCall(id: "b", name: "two", arguments: ""),
                ModelToolCall(id: "call_5", name: "three", arguments: ""),
            ])
    }

    @Test("more calls than any model makes are too large")
    func manyCalls() {
        let events = (0...128).map { #"{"choices":[{"delta":{"tool_calls":[{"index":\#($0),"function":{"name":"f"}}]}}]}"# }
        #expect(failure(events)?.code == .tooLarge)
        #expect(failure(Array(events.dropLast()) + ["[DONE]"]) == nil)
    }

    @Test(
        "usage that makes no sense is none",
        arguments: [
            #"{}"#, #"{"prompt_tokens":1}"#, #"{"prompt_tokens":-1,"completion_tokens":1}"#,
            #"{"prompt_tokens":1.5,"completion_tokens":1}"#,
            #"{"prompt_tokens":"1","completion_tokens":1}"#, #"{"prompt_tokens":1,"completion_tokens":99999999999}"#,
        ])
    func badUsage(_ usage: String) throws {
        let (_, completion) = try read(#"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}],"usage":\#(usage)}"#)
        #expect(completion.usage == nil)
    }

    @Test(
        "an error in the middle is a failure of the provider, and only the log hears its words",
        arguments: [
            (
                #"{"error":{"message":"no memory","type":"server_error","code":500}}"#, ModelError.Code.upstream,
                "server_error: 500: no memory"
            ),
            (#"{"error":"out of memory"}"#, .upstream, "out of memory"),
            (#"{"error":{}}"#, .upstream, nil),
            (#"{"error":{"code":429,"message":"slow down"},"choices":[]}"#, .rateLimited, "429: slow down"),
            (#"{"error":{"type":"rate_limit_error"}}"#, .rateLimited, "rate_limit_error"),
        ] as [(String, ModelError.Code, String?)])
    func errorInside(_ event: String, _ code: ModelError.Code, _ detail: String?) {
        let error = failure([#"{"choices":[{"delta":{"content":"a"}}]}"#, event, "[DONE]"])
        #expect(error?.code == code)
        #expect(error?.detail == detail)
        #expect(error?.message.contains("memory") == false)
    }

    @Test("an error that is null is none")
    func noError() throws {
        let (texts, _) = try read(#"{"error":null,"choices":[{"delta":{"content":"a"}}]}"#, "[DONE]")
        #expect(texts == ["a"])
    }

    @Test(
        "an event that is not what the format says is malformed",
        arguments: [
            "x", "{", "[]", "null", "{}{}", #"{"choices":{}}"#, #"{"choices":[1]}"#, #"{"choices":[{"delta":[]}]}"#,
            #"{"choices":[{"delta":{"content":1}}]}"#, #"{"choices":[{"delta":{"content":["a"]}}]}"#,
            #"{"choices":[{"finish_reason":1}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":"0"}]}}]}"#, #"{"choices":[{"delta":{"tool_calls":{}}}]}"#,
            #"{"choices":[{"delta":{"content":"\ud83d"}}]}"#, #"{"choices":[{"delta":{"content":"\#u{1}"}}]}"#, #"{"usage":[]}"#,
            #"{"a":\#(String(repeating: "[", count: 100))}"#,
        ])
    func malformed(_ event: String) {
        #expect(failure([#"{"choices":[{"delta":{"content":"a"}}]}"#, event, "[DONE]"])?.code == .malformed)
    }

    @Test("text that is no UTF-8 is malformed")
    func noUTF8() {
        var assembly = AnswerAssembly(responseLimit: 1_000, eventLimit: 1_000)
        let bytes = Array(#"data: {"choices":[{"delta":{"content":""#.utf8) + [0xC3, 0x28] + Array("\"}}]}\n\n".utf8)
        let error = #expect(throws: ModelError.self) {
            try bytes.withUnsafeBytes { bytes in try assembly.add(bytes) { _ in } }
        }
        #expect(error?.code == .malformed)
    }

    @Test("a call without a name is malformed")
    func namelessCall() {
        #expect(failure([#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a"}]}}]}"#, "[DONE]"])?.code == .malformed)
    }

    @Test("a stream without any choice is malformed")
    func noChoice() {
        #expect(failure(["[DONE]"])?.code == .malformed)
    }

    @Test(
        "a stream that ends before its answer is cut off, and one that holds nothing of the kind is malformed",
        arguments: [
            ("", ModelError.Code.truncated), ("\n\n", .truncated), (#"{"choices":[{"message":{"content":"a"#, .truncated),
            ("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n", .truncated),
            ("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]", .truncated),
            ("<html>Bad gateway</html>\n", .malformed), (": only a comment\n\n", .malformed), ("{\"choices\":[]}x", .malformed),
        ])
    func unfinished(_ stream: String, _ code: ModelError.Code) {
        #expect(failure(stream: stream)?.code == code)
    }

    @Test("an answer in one JSON object, from a server that does not stream, is one piece of text")
    func whole() throws {
        let (texts, completion) = try read(
            stream: """
                 
                {"object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"All at once"},
                "finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}
                """)
        #expect(texts == ["All at once"])
        #expect(completion == ModelCompletion(finishReason: "stop", usage: ModelUsage(inputTokens: 1, outputTokens: 2), model: "m"))
    }

    @Test("an error in one JSON object is a failure")
    func wholeError() {
        #expect(failure(stream: #"{"error":{"message":"no"}}"#)?.code == .upstream)
    }

    @Test("a response with more bytes than allowed is too large, also when they are comments")
    func responseLimit() {
        #expect(failure(stream: String(repeating: ": x\n", count: 300))?.code == .tooLarge)
        #expect(failure(stream: "{" + String(repeating: " ", count: 1_200))?.code == .tooLarge)
        #expect(failure(stream: "data: " + String(repeating: "x", count: 600))?.code == .tooLarge)
    }

    @Test("an answer that fails after its usage came says what it took")
    func usageOfFailure() {
        let text = #"{"choices":[{"delta":{"content":"a"}}]}"#
        let usage = #"{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}"#
        for end in [["{"], [#"{"error":{"message":"no"}}"#], []] {
            #expect(failure([text, usage] + end)?.usage == ModelUsage(inputTokens: 7, outputTokens: 3))
            #expect(failure([text] + end)?.usage == nil)
        }
    }

    private func read(_ events: String...) throws -> ([String], ModelCompletion) {
        try read(events)
    }

    private func read(_ events: [String]) throws -> ([String], ModelCompletion) {
        try read(stream: events.map { "data: \($0)\n\n" }.joined(), responseLimit: 100_000)
    }

    /// In one part, and byte by byte: both must say the same.
    private func read(stream: String, responseLimit: Int = 1_000) throws -> ([String], ModelCompletion) {
        let whole = Result { try read(parts: [Array(stream.utf8)], responseLimit) }
        let single = Result { try read(parts: stream.utf8.map { [$0] }, responseLimit) }
        switch (whole, single) {
        case (.success(let whole), .success(let single)):
            #expect(whole.0.joined() == single.0.joined())
            #expect(whole.1 == single.1)
        case (.failure(let whole), .failure(let single)):
            #expect((whole as? ModelError)?.code == (single as? ModelError)?.code)
        default:
            Issue.record("\(whole) is not \(single)")
        }
        return try whole.get()
    }

    private func read(parts: [[UInt8]], _ responseLimit: Int) throws -> ([String], ModelCompletion) {
        var assembly = AnswerAssembly(responseLimit: responseLimit, eventLimit: responseLimit / 2)
        var texts: [String] = []
        for part in parts {
            try part.withUnsafeBytes { bytes in try assembly.add(bytes) { texts.append($0) } }
        }
        let completion = try assembly.end { texts.append($0) }
        return (texts, completion)
    }

    private func failure(_ events: [String]) -> ModelError? {
        failure(stream: events.map { "data: \($0)\n\n" }.joined(), responseLimit: 100_000)
    }

    private func failure(stream: String, responseLimit: Int = 1_000) -> ModelError? {
        do {
            _ = try read(stream: stream, responseLimit: responseLimit)
            return nil
        } catch {
            return error as? ModelError
        }
    }
}
