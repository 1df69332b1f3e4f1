import Testing

@testable import LanguageModels

@Suite("A provider that refuses")
struct OpenAIRetriesTests {
    @Test("too many requests are waited for as long as the provider says, and then the answer comes")
    func rateLimit() async throws {
        let upstream = try await ScriptedUpstream.start(
            .plain("429 Too Many Requests", "{}", headers: "Retry-After: 7\r\n"),
            .plain("429 Too Many Requests", headers: "Retry-After: Sun, 06 Nov 1994 08:49:40 GMT\r\n"), .fine)
        let asked = try AskedModel.make(upstream.baseURL)
        #expect(await asked.ask().text == "Hello there")
        try await upstream.stop()
        #expect(asked.waits == [7_000, 3_000])
        #expect(upstream.requests.map(\.body) == Array(repeating: upstream.requests[0].body, count: 3))
        #expect(
            asked.log.first
                == "notice: The model's provider is asked again detail=429: {} endpoint=\(upstream.baseURL)/chat/completions "
                + "error=rate_limited wait_ms=7000")
    }

    @Test("no wait is longer than the longest")
    func longWait() async throws {
        let upstream = try await ScriptedUpstream.start(.plain("503 Unavailable", headers: "Retry-After: 86400\r\n"), .fine)
        let asked = try AskedModel.make(upstream.baseURL) { $0.longestWait = .seconds(5) }
        #expect(await asked.ask().text == "Hello there")
        try await upstream.stop()
        #expect(asked.waits == [5_000])
    }

    @Test(
        "after all retries the failure is told",
        arguments: [
            ("429 Too Many Requests", ModelError.Code.rateLimited), ("500 Oops", .upstream), ("502 Bad Gateway", .upstream),
            ("599 What", .upstream),
        ])
    func retries(_ status: String, _ code: ModelError.Code) async throws {
        let upstream = try await ScriptedUpstream.start(.plain(status, "<html>no</html>"))
        let asked = try AskedModel.make(upstream.baseURL)
        let error = await asked.ask().error
        try await upstream.stop()
        #expect(error?.code == code)
        #expect(error?.detail == "\(status.prefix(3)): <html>no</html>")
        #expect(asked.waits == [500, 1_000])
        #expect(upstream.requests.count == 3)
    }

    @Test(
        "what is wrong with the request is not asked again",
        arguments: [
            "400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "422 Unprocessable", "301 Moved", "204 No Content",
        ])
    func refused(_ status: String) async throws {
        let upstream = try await ScriptedUpstream.start(.plain(status, headers: "Location: /elsewhere\r\n"))
        let outcome = await (try AskedModel.make(upstream.baseURL)).ask()
        try await upstream.stop()
        #expect(outcome.error?.code == (status.hasPrefix("204") ? .truncated : .refused))
        #expect(upstream.requests.count == 1)
    }

    @Test("a connection that ends without an answer is as good as none")
    func closedEarly() async throws {
        let upstream = try await ScriptedUpstream.start(.nothing(closes: true), .fine)
        let asked = try AskedModel.make(upstream.baseURL)
        #expect(await asked.ask().text == "Hello there")
        try await upstream.stop()
        #expect(asked.waits == [500])
    }

    @Test("with no retries there are none")
    func noRetries() async throws {
        let upstream = try await ScriptedUpstream.start(.plain("500 Oops"))
        let asked = try AskedModel.make(upstream.baseURL) { $0.retries = 0 }
        #expect(await asked.ask().error?.code == .upstream)
        try await upstream.stop()
        #expect(asked.waits == [])
    }

    @Test("neither errors nor the log tell the key, whatever the provider says")
    func secrets() async throws {
        let said =
            #"{"error":{"message":"Incorrect API key provided: sk-test-4711. Sent: Bearer sk-test-4711","#
            + #""type":"invalid_request_error"}}"#
        let upstream = try await ScriptedUpstream.start(
            .plain("500 Oops", "sk-test-4711"), .plain("401 Unauthorized", said), .events(#"{"error":{"message":"bad key sk-test-4711"}}"#))
        let asked = try AskedModel.make(upstream.baseURL)
        let refused = await asked.askOnly()
        let failed = await asked.ask()
        try await upstream.stop()
        #expect(refused.error?.detail == "401: invalid_request_error: Incorrect API key provided: … Sent: Bearer …")
        #expect(refused.error?.message == "the model's provider refused the request")
        #expect(failed.error?.detail == "bad key …")
        #expect(asked.log.count == 1)
        #expect(!"\(asked.log) \(refused) \(failed)".contains("4711"))
    }

    @Test("of the body of a refusal only the beginning is read, and one line of it is told")
    func longRefusal() async throws {
        let upstream = try await ScriptedUpstream.start(.plain("400 Bad", String(repeating: "no\n", count: 100_000)))
        let error = await (try AskedModel.make(upstream.baseURL)).ask().error
        try await upstream.stop()
        #expect(error?.detail == "400: " + String(repeating: "no ", count: 100) + "…")
    }
}
