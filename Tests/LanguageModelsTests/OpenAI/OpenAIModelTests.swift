import NIOHTTP1
import Testing

@testable import LanguageModels

@Suite("A model behind an endpoint")
struct OpenAIModelTests {
    @Test("an answer comes as text, with its reason, usage, cost and model")
    func answer() async throws {
        let upstream = try await ScriptedUpstream.start(.fine)
        let prices = ["m": ModelPrices(inputPerMillion: 2, outputPerMillion: 4)]
        let outcome = await (try AskedModel.make(upstream.baseURL) { $0.prices = prices }).ask()
        try await upstream.stop()
        #expect(outcome.texts.joined() == "Hello there" && !outcome.texts.contains(""))
        #expect(
            outcome.completion
                == ModelCompletion(
                    finishReason: "stop", usage: ModelUsage(inputTokens: 1_000, outputTokens: 500, costUSD: 0.004), model: "m-2026"))
    }

    @Test("the request is a POST with the key in one header")
    func request() async throws {
        let upstream = try await ScriptedUpstream.start(.fine)
        _ = await (try AskedModel.make(upstream.baseURL)).ask("What?")
        try await upstream.stop()
        let request = try #require(upstream.requests.first)
        #expect(request.method == .POST)
        #expect(request.path == "/v1/chat/completions")
        #expect(request.headers["authorization"] == ["Bearer sk-test-4711"])
        #expect(request.headers["content-type"] == ["application/json"])
        #expect(request.headers["accept"] == ["text/event-stream"])
        #expect(
            request.body
                == #"{"model":"m","messages":[{"role":"user","content":"What?"}],"stream":true,"stream_options":{"include_usage":true}}"#)
    }

    @Test("without a key there is no such header")
    func noKey() async throws {
        let upstream = try await ScriptedUpstream.start(.fine)
        _ = await (try AskedModel.make(upstream.baseURL, key: nil)).ask()
        try await upstream.stop()
        #expect(upstream.requests.first?.headers["authorization"] == [])
    }

    @Test("answers one after the other use one connection")
    func pool() async throws {
        let upstream = try await ScriptedUpstream.start(.fine)
        let asked = try AskedModel.make(upstream.baseURL)
        for _ in 0..<3 { #expect(await asked.askOnly().text == "Hello there") }
        await asked.model.close()
        try await upstream.stop()
        #expect(upstream.requests.count == 3)
        #expect(upstream.connections == 1)
    }

    @Test("answers at once have a connection each")
    func atOnce() async throws {
        let upstream = try await ScriptedUpstream.start(.events(#"{"choices":[{"delta":{"content":"a"}}]}"#, ending: .hang))
        let asked = try AskedModel.make(upstream.baseURL) { $0.silenceTimeout = .milliseconds(300) }
        await withTaskGroup { group in
            for _ in 0..<20 { group.addTask { _ = await asked.askOnly() } }
        }
        await asked.model.close()
        try await upstream.stop()
        #expect(upstream.connections == 20)
    }

    @Test("lines that end with CRLF, comments and bytes that come one at a time make no difference")
    func bytes() async throws {
        let stream =
            ": keep-alive\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"Grüße 😀\"}}]}\r\n\r\n: x\r\n"
            + "data: {\"choices\":\r\ndata: [{\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\ndata: [DONE]\r\n\r\n"
        let upstream = try await ScriptedUpstream.start(.stream(stream.utf8.map { [$0] }))
        let outcome = await (try AskedModel.make(upstream.baseURL)).ask()
        try await upstream.stop()
        #expect(outcome.text == "Grüße 😀")
        #expect(outcome.completion == ModelCompletion(finishReason: "stop", model: "m"))
    }

    @Test("an answer is complete at its end, even if the response is not")
    func openEnd() async throws {
        let upstream = try await ScriptedUpstream.start(
            .events(#"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"#, "[DONE]", ending: .hang),
            .events(#"{"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}]}"#, ending: .cut))
        let asked = try AskedModel.make(upstream.baseURL)
        #expect(await asked.askOnly().completion?.finishReason == "stop")
        #expect(await asked.ask().completion?.finishReason == "stop")
        try await upstream.stop()
    }

    @Test("a server that does not stream gives its answer in one piece")
    func whole() async throws {
        let json =
            #"{"choices":[{"message":{"content":"At once"},"finish_reason":"stop"}],"#
            + #""usage":{"prompt_tokens":1,"completion_tokens":2}}"#
        let upstream = try await ScriptedUpstream.start(.plain("200 OK", json, headers: "Content-Type: application/json\r\n"))
        let outcome = await (try AskedModel.make(upstream.baseURL)).ask()
        try await upstream.stop()
        #expect(outcome.texts == ["At once"])
        #expect(outcome.completion?.usage == ModelUsage(inputTokens: 1, outputTokens: 2))
    }

    @Test(
        "a body that is no answer is told as what it is",
        arguments: [
            (#"{"error":{"message":"no"}}"#, .upstream), ("<html>Welcome</html>", .malformed), ("{", .truncated),
            (#"{"choices":[{"message":{"content":"a","tool_calls":[{"index":0,"id":"1","function":{}}]}}]}"#, .malformed),
        ] as [(String, ModelError.Code)])
    func noAnswer(_ body: String, _ code: ModelError.Code) async throws {
        let upstream = try await ScriptedUpstream.start(.plain("200 OK", body))
        let outcome = await (try AskedModel.make(upstream.baseURL) { $0.retries = 0 }).ask()
        try await upstream.stop()
        #expect(outcome.error?.code == code)
        #expect(outcome.texts.count <= 1, "nothing is said twice")
    }

    @Test("what an answer took by then is told however it ends", arguments: [ScriptedAnswer.Ending.whole, .cut, .hang])
    func spentUsage(_ ending: ScriptedAnswer.Ending) async throws {
        let chunk = #"{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":7,"completion_tokens":1}}"#
        let upstream = try await ScriptedUpstream.start(.events(chunk, ending: ending))
        let outcome = await
            (try AskedModel.make(upstream.baseURL) {
                $0.retries = 0
                $0.silenceTimeout = .milliseconds(50)
            }).ask()
        try await upstream.stop()
        #expect(outcome.error?.code == (ending == .hang ? .timeout : .truncated))
        #expect(outcome.error?.usage?.inputTokens == 7)
    }

    @Test(
        "a stream that goes wrong is told as what it is, and the text so far stays",
        arguments: [
            (.events(#"{"choices":[{"delta":{"content":"a"}}]}"#, #"{"error":{"message":"no"}}"#, "[DONE]"), .upstream),
            (.events(#"{"choices":[{"delta":{"content":"a"}}]}"#), .truncated),
            (.events(#"{"choices":[{"delta":{"content":"a"}}]}"#, ending: .cut), .truncated),
            (.events(#"{"choices":[{"delta":{"content":"a"}}]}"#, "garbage"), .malformed),
            (.events(#"{"choices":[{"delta":{"content":"a"}}]}"#, String(repeating: "x", count: 5_000)), .tooLarge),
            (.text("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n" + String(repeating: ":\n", count: 10_000)), .tooLarge),
        ] as [(ScriptedAnswer, ModelError.Code)])
    func badStream(_ answer: ScriptedAnswer, _ code: ModelError.Code) async throws {
        let upstream = try await ScriptedUpstream.start(answer)
        let outcome = await
            (try AskedModel.make(upstream.baseURL) {
                $0.eventLimit = 4_096
                $0.responseLimit = 16_384
            }).ask()
        try await upstream.stop()
        #expect(outcome.error?.code == code)
        #expect(outcome.text == "a")
        #expect(upstream.requests.count == 1, "what has begun is not asked for again")
    }

    @Test("a client that was closed asks no more")
    func closed() async throws {
        let asked = try AskedModel.make("http://127.0.0.1:9")
        await asked.model.close()
        await asked.model.close()
        #expect(await asked.askOnly().error?.code == .cancelled)
    }

    @Test("an unreachable provider is asked again, and then it is unreachable")
    func unreachable() async throws {
        let upstream = try await ScriptedUpstream.start(.fine)
        try await upstream.stop()
        let asked = try AskedModel.make(upstream.baseURL)
        #expect(await asked.ask().error?.code == .unreachable)
        #expect(asked.waits == [500, 1_000])
    }
}
