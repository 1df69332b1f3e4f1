import Testing

@testable import LanguageModels

@Suite("Requests in OpenAI's format")
struct ChatRequestBodyTests {
    @Test("a request says the model, what was said, and that it wants a stream with usage")
    func plain() throws {
        let said = [ModelMessage(.system, "Be brief."), ModelMessage(.user, "Hi \"you\"\n", name: "Ada Lovelace")]
        #expect(
            try body(ModelRequest(messages: said))
                == #"{"model":"m","messages":[{"role":"system","content":"Be brief."},"#
                + #"{"role":"user","content":"Hi \"you\"\n","name":"Ada_Lovelace"}],"#
                + #""stream":true,"stream_options":{"include_usage":true}}"#)
    }

    @Test("calls, their results and tools have OpenAI's shape")
    func tools() throws {
        let call = ModelToolCall(id: "c1", name: "sum", arguments: #"{"a":1}"#)
        let request = ModelRequest(
            messages: [ModelMessage(.assistant, "", toolCalls: [call]), ModelMessage(.tool, "3", name: "sum", toolCallID: "c1")],
            tools: [ModelTool(name: "sum", description: "Adds.", parameters: #"{"type":"object"}"#)], model: "other", temperature: 0.5,
            maximumTokens: 100)
        #expect(
            try body(request)
                == #"{"model":"other","messages":[{"role":"assistant","content":null,"tool_calls":"#
                + #"[{"id":"c1","type":"function","function":{"name":"sum","arguments":"{\"a\":1}"}}]},"#
                + #"{"role":"tool","content":"3","tool_call_id":"c1"}],"#
                + #""tools":[{"type":"function","function":{"name":"sum","description":"Adds.","parameters":{"type":"object"}}}],"#
                + #""temperature":0.5,"max_tokens":100,"stream":true,"stream_options":{"include_usage":true}}"#)
    }

    @Test("settings hold where the request has none, and OpenAI gets the limit under its new name")
    func settings() throws {
        let text = try body(ModelRequest(messages: []), url: "https://api.openai.com/v1") {
            $0.temperature = 1
            $0.maximumTokens = 5
        }
        #expect(
            text == #"{"model":"m","messages":[],"temperature":1,"max_completion_tokens":5,"stream":true,"#
                + #""stream_options":{"include_usage":true}}"#)
    }

    @Test(
        "a name that the format does not know is made one, or left out",
        arguments: [("Zoë 😀", "Zo___"), ("😀", nil), ("a-b_c9", "a-b_c9"), ("", nil)])
    func names(_ name: String, _ sent: String?) throws {
        let text = try body(ModelRequest(messages: [ModelMessage(.user, "x", name: name)]))
        #expect(text.contains(#""content":"x"\#(sent.map { #","name":"\#($0)""# } ?? "")}]"#))
    }

    @Test("parameters that are no JSON object are refused before anything is sent", arguments: ["", "x", "[]", "{}}", #"{"a":}"#])
    func badParameters(_ parameters: String) {
        let request = ModelRequest(messages: [], tools: [ModelTool(name: "f", description: "", parameters: parameters)])
        let error = #expect(throws: ModelError.self) { try body(request) }
        #expect(error == ModelError(.refused, "a tool's parameters are no JSON object", detail: "the tool is f"))
    }

    private func body(
        _ request: ModelRequest, url: String = "http://localhost", change: (inout OpenAIConfiguration) -> Void = { _ in }
    ) throws -> String {
        var configuration = try OpenAIConfiguration(baseURL: url, key: "sk-secret", model: "m")
        change(&configuration)
        return String(decoding: try ChatRequestBody(configuration: configuration).encode(request), as: UTF8.self)
    }
}
