import LanguageModels
import Testing
import Wire

@testable import telltale

/// Who answers, and what does not go together.
struct AssistantSettingsTests {
    private static let endpoint = ["model-url": "https://api.openai.com/v1", "model": "gpt-4o-mini"]
    private static let key = "sk-0123456789abcdef"

    private func message(_ flags: [String: String], environment: [String: String] = [:]) -> String? {
        failure { () throws(CommandFailure) in _ = try settings(flags, environment: environment) }?.message
    }

    @Test("without an endpoint the built-in assistant answers mentions")
    func builtIn() throws {
        let assistant = try settings().assistant
        #expect(assistant.mode == .mention)
        #expect(assistant.model == nil)
        #expect(assistant.systemPrompt == nil)
        #expect(assistant.contextMessages == 50 && assistant.contextTokens == 8_000)
        #expect(assistant.answersAtOnce == 1_024 && assistant.answerQueue == 8)
    }

    @Test("an endpoint answers always, unless said otherwise")
    func endpoint() throws {
        let assistant = try settings(Self.endpoint, environment: ["TELLTALE_MODEL_KEY": Self.key]).assistant
        #expect(assistant.mode == .always)
        let model = try #require(assistant.model)
        #expect(model.endpoint.description == "https://api.openai.com/v1/chat/completions")
        #expect(model.model == "gpt-4o-mini" && model.provider == "openai")
        #expect(model.key != nil)
        #expect(model.retries == 2 && model.connectTimeout == .seconds(10) && model.connectionLimit == 1_028)
        #expect(try settings(Self.endpoint.merging(["assistant": "mention"]) { $1 }).assistant.mode == .mention)
        #expect(try settings(["assistant": "always"]).assistant.mode == .always)
    }

    @Test("the endpoint is told what was set for it")
    func details() throws {
        let flags = [
            "model-provider": "vllm", "model-temperature": "0.5", "model-max-tokens": "100", "model-prices": "gpt-4o-mini=0.15/0.60",
            "model-connect-timeout": "1", "model-first-chunk-timeout": "2", "model-silence-timeout": "3", "model-retries": "0",
            "model-http2": "false", "model-ca-file": "/etc/ssl/own.pem", "answers": "7",
        ]
        let model = try #require(try settings(Self.endpoint.merging(flags) { $1 }).assistant.model)
        #expect(model.provider == "vllm" && model.temperature == 0.5 && model.maximumTokens == 100)
        #expect(model.prices["gpt-4o-mini"]?.inputPerMillion == 0.15 && model.prices["gpt-4o-mini"]?.outputPerMillion == 0.6)
        #expect(model.connectTimeout == .seconds(1) && model.firstDeltaTimeout == .seconds(2) && model.silenceTimeout == .seconds(3))
        #expect(model.retries == 0 && model.connectionLimit == 11)
        #expect(!model.usesHTTP2 && model.trustedCertificates == "/etc/ssl/own.pem")
    }

    @Test("what is for an endpoint is refused without one, with where it stands")
    func withoutURL() {
        #expect(message(["model": "m"]) == "model (flag --model) is for the endpoint of model-url, which is not given")
        #expect(
            message([:], environment: ["TELLTALE_MODEL_KEY": Self.key])
                == "model-key (environment TELLTALE_MODEL_KEY) is for the endpoint of model-url, which is not given")
        #expect(
            message(["model-prices": "m=1/2"]) == "model-prices (flag --model-prices) is for the endpoint of model-url, which is not given")
    }

    @Test("an endpoint needs a model")
    func withoutModel() {
        #expect(
            message(["model-url": "https://api.openai.com/v1"])
                == "model-url needs the name of a model too: give it with --model")
    }

    @Test("a key and a file with a key are refused together")
    func twoKeys() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.key, to: "key")
        #expect(
            message(Self.endpoint.merging(["model-key-file": file]) { $1 }, environment: ["TELLTALE_MODEL_KEY": Self.key])
                == "give one key for the model, not two: model-key (environment TELLTALE_MODEL_KEY), model-key-file (flag --model-key-file)"
        )
    }

    @Test("one line end at the end of a key's file does not count", arguments: ["", "\n", "\r\n"])
    func keyFile(end: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.key + end, to: "key")
        let fromFile = try settings(Self.endpoint.merging(["model-key-file": file]) { $1 }).assistant.model
        let fromVariable = try settings(Self.endpoint, environment: ["TELLTALE_MODEL_KEY": Self.key]).assistant.model
        #expect(fromFile?.key != nil && fromFile?.key == fromVariable?.key)
    }

    @Test("a key that fits no header is refused without being shown")
    func badKey() {
        #expect(
            message(Self.endpoint, environment: ["TELLTALE_MODEL_KEY": "sk-with a blank"])
                == "the endpoint of model-url cannot be used: the key is not 1 to 4096 visible ASCII characters")
    }

    @Test(
        "values that cannot be used are refused with what would be",
        arguments: [
            ("model-url", "ftp://example.com", "an http or https URL without a user, such as https://api.openai.com/v1"),
            ("model-url", "https://user@example.com/v1", "an http or https URL without a user, such as https://api.openai.com/v1"),
            ("model-temperature", "2.1", "a number from 0 to 2, such as 0.7"),
            ("model-temperature", "1e0", "a number from 0 to 2, such as 0.7"),
            ("model-temperature", "inf", "a number from 0 to 2, such as 0.7"),
            ("model-max-tokens", "0", "a whole number from 1 to 10000000"),
            ("model-prices", "m=1", "a list of prices such as gpt-4o-mini=0.15/0.60,llama3=0/0"),
            ("model-provider", "My LLM", "1 to 64 characters of a-z 0-9 . _ -"),
            ("assistant", "sometimes", "one of always, mention, never"),
            ("upload-types", "image", "a list of media types such as image/*,application/pdf"),
        ])
    func badValues(key: String, text: String, expectation: String) {
        #expect(message([key: text]) == "--\(key): \"\(text)\" is not \(expectation)")
    }

    @Test("the system prompt is a text or a file, not both")
    func systemPrompt() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("Be brief.\nBe kind.", to: "prompt.txt")
        #expect(try settings(["system-prompt": "Be brief."]).assistant.systemPrompt == "Be brief.")
        #expect(try settings(["system-prompt-file": file]).assistant.systemPrompt == "Be brief.\nBe kind.")
        #expect(message(["system-prompt": "x", "system-prompt-file": file]) == "give system-prompt or system-prompt-file, not both")
        #expect(
            message(["system-prompt-file": "/nowhere/prompt"]) == "cannot read the system prompt /nowhere/prompt: no such file or directory"
        )
    }

    @Test("neither the key nor a query of the URL is shown")
    func hidden() throws {
        let reader = try SettingsReader(
            flags: ["model-url": "https://example.com/v1?code=hush", "model": "m"], environment: ["TELLTALE_MODEL_KEY": Self.key])
        let printed = try PrintedConfiguration(reader)
        for text in [printed.text, printed.json, "\(try ServeSettings(reader))"] {
            #expect(!text.contains(Self.key))
            #expect(!text.contains("hush"))
        }
    }
}
