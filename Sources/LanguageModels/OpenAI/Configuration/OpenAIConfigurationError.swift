import HTTPClients

/// Why an endpoint cannot be used as it is configured. The description is one line for people and shows no secret.
public struct OpenAIConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    enum Code: Sendable, Equatable {
        case url
        case key
        case model
        case temperature
        case maximumTokens
        case timeout(String)
        case retries
        case certificates(String)
        case price(String)
        case repeatedPrice(String)
    }

    let code: Code

    init(_ code: Code) {
        self.code = code
    }

    /// What is wrong and how it would be right.
    public var description: String {
        switch code {
        case .url: "the base URL is not one with http or https, a host, no user and no fragment, such as https://api.openai.com/v1"
        case .key: "the key is not 1 to 4096 visible ASCII characters"
        case .model: "the model's name is not 1 to 256 bytes without control characters"
        case .temperature: "the temperature is not from 0 to 2"
        case .maximumTokens: "the largest number of tokens is not from 1 to 10000000"
        case .timeout(let name): "the \(name) timeout is not from 1 ms to 1 hour"
        case .retries: "the number of retries is not from 0 to 10"
        case .certificates(let why): "the file of trusted certificates cannot be used: \(why)"
        case .price(let entry):
            "the price \"\(PlainText.line(entry))\" is not MODEL=INPUT/OUTPUT in US dollars per million tokens, such as gpt-4o-mini=0.15/0.60"
        case .repeatedPrice(let model): "the model \"\(PlainText.line(model))\" has two prices"
        }
    }
}
