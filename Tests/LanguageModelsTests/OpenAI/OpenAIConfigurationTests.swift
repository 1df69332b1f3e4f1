import Testing

@testable import LanguageModels

@Suite("Settings of an endpoint")
struct OpenAIConfigurationTests {
    @Test(
        "the path of chat completions is added to a base URL in whatever form it is written",
        arguments: [
            ("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
            ("https://api.openai.com/v1/", "https://api.openai.com/v1/chat/completions"),
            ("https://api.openai.com", "https://api.openai.com/v1/chat/completions"),
            ("http://localhost:11434/", "http://localhost:11434/v1/chat/completions"),
            ("http://[::1]:8000/api//", "http://[::1]:8000/api/chat/completions"),
            ("HTTPS://api.perplexity.ai/chat/completions", "https://api.perplexity.ai/chat/completions"),
            ("https://gateway.example/x/chat/completions/", "https://gateway.example/x/chat/completions"),
            (
                "https://name.openai.azure.com/openai/v1?api-version=1",
                "https://name.openai.azure.com/openai/v1/chat/completions?api-version=1"
            ),
        ])
    func path(_ base: String, _ url: String) throws {
        #expect(try OpenAIEndpoint(base: base).url == url)
    }

    @Test(
        "what is no base URL is refused in one sentence",
        arguments: [
            "", "api.openai.com", "ftp://example.com", "https://", "https:///v1", "http://user@example.com", "http://u:p@example.com/v1",
            "https://example.com/v1#x", "http://example.com:0", "http://example.com:70000", "http://exa mple.com", "/v1",
        ])
    func badURL(_ base: String) {
        #expect(throws: OpenAIConfigurationError(.url)) { try OpenAIEndpoint(base: base) }
    }

    @Test("a query is not shown in logs")
    func query() throws {
        #expect(try OpenAIEndpoint(base: "https://example.com/v1?key=secret").description == "https://example.com/v1/chat/completions")
    }

    @Test(
        "the provider follows from the host and is one of a few names",
        arguments: [
            ("https://api.openai.com/v1", "openai"), ("https://x.openai.azure.com/openai/v1", "azure.ai.openai"),
            ("https://API.DeepSeek.com", "deepseek"), ("https://api.x.ai/v1", "x_ai"),
            ("https://generativelanguage.googleapis.com/v1beta/openai/", "gcp.gen_ai"),
            ("http://localhost:8000", "openai_compatible"), ("http://127.0.0.1:8000", "openai_compatible"),
            ("https://notopenai.com", "openai_compatible"), ("https://openai.com.example", "openai_compatible"),
        ])
    func provider(_ base: String, _ name: String) throws {
        #expect(try OpenAIEndpoint(base: base).provider == name)
    }

    @Test("a key that no header can hold is refused, and the sentence does not show it", arguments: ["a b", "a\nb", "schlüssel", " "])
    func badKey(_ key: String) {
        let error = #expect(throws: OpenAIConfigurationError.self) {
            try OpenAIConfiguration(baseURL: "http://localhost", key: key, model: "m")
        }
        #expect(error?.description == "the key is not 1 to 4096 visible ASCII characters")
    }

    @Test("printing a configuration does not show its key")
    func hiddenKey() throws {
        let configuration = try OpenAIConfiguration(baseURL: "http://localhost", key: "sk-very-secret", model: "m")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("secret"))
        }
    }

    @Test("an empty key is none")
    func noKey() throws {
        #expect(try OpenAIConfiguration(baseURL: "http://localhost", key: "", model: "m").key == nil)
    }

    @Test("a value out of range is refused by its name")
    func outOfRange() throws {
        #expect(try refusal { _ in } == nil)
        for temperature in [-0.1, 2.1, .nan] {
            #expect(try refusal { $0.temperature = temperature } == OpenAIConfigurationError(.temperature))
        }
        #expect(try refusal { $0.maximumTokens = 0 } == OpenAIConfigurationError(.maximumTokens))
        #expect(try refusal { $0.connectTimeout = .zero } == OpenAIConfigurationError(.timeout("connect")))
        #expect(try refusal { $0.firstDeltaTimeout = .seconds(3_601) } == OpenAIConfigurationError(.timeout("first delta")))
        #expect(try refusal { $0.silenceTimeout = .seconds(-1) } == OpenAIConfigurationError(.timeout("silence")))
        #expect(try refusal { $0.retries = 11 } == OpenAIConfigurationError(.retries))
    }

    private func refusal(_ change: (inout OpenAIConfiguration) -> Void) throws -> OpenAIConfigurationError? {
        var configuration = try OpenAIConfiguration(baseURL: "http://localhost", key: nil, model: "m")
        change(&configuration)
        do throws(OpenAIConfigurationError) {
            try configuration.validate()
            return nil
        } catch {
            return error
        }
    }
}
