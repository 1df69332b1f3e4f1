/// What a model's tokens cost.
public struct ModelPrices: Sendable, Equatable {
    /// US dollars per million tokens that the model reads; 0 or more.
    public var inputPerMillion: Double
    /// US dollars per million tokens that the model writes; 0 or more.
    public var outputPerMillion: Double

    /// Prices in US dollars per million tokens.
    public init(inputPerMillion: Double, outputPerMillion: Double) {
        self.inputPerMillion = inputPerMillion
        self.outputPerMillion = outputPerMillion
    }

    /// The cost of one answer in US dollars.
    public func cost(inputTokens: Int, outputTokens: Int) -> Double {
        (Double(inputTokens) * inputPerMillion + Double(outputTokens) * outputPerMillion) / 1_000_000
    }

    /// Reads prices by model, such as `gpt-4o-mini=0.15/0.60, llama3:8b=0/0`.
    ///
    /// - Parameter text: entries `MODEL=INPUT/OUTPUT` between commas, in US dollars per million tokens; empty ones are passed over.
    /// - Throws: ``OpenAIConfigurationError`` for an entry that is none, and for a model that is there twice.
    public static func parse(_ text: String) throws(OpenAIConfigurationError) -> [String: ModelPrices] {
        var prices: [String: ModelPrices] = [:]
        for part in text.split(separator: ",") {
            let entry = trimmed(part)
            if entry.isEmpty { continue }
            // The name may hold anything but a comma, an equals sign too.
            guard let equals = entry.lastIndex(of: "="), let price = price(entry[entry.index(after: equals)...]) else {
                throw OpenAIConfigurationError(.price(entry))
            }
            let model = trimmed(entry[..<equals])
            guard !model.isEmpty else { throw OpenAIConfigurationError(.price(entry)) }
            guard prices.updateValue(price, forKey: model) == nil else { throw OpenAIConfigurationError(.repeatedPrice(model)) }
        }
        return prices
    }

    private static func price(_ text: Substring) -> ModelPrices? {
        let sides = text.split(separator: "/", omittingEmptySubsequences: false)
        guard sides.count == 2, let input = amount(sides[0]), let output = amount(sides[1]) else { return nil }
        return ModelPrices(inputPerMillion: input, outputPerMillion: output)
    }

    private static func amount(_ text: Substring) -> Double? {
        let digits = trimmed(text)
        // "nan", "inf" and hexadecimal are numbers for `Double`.
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }),
            let value = Double(digits), value <= 1_000_000
        else { return nil }
        return value
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace: (Character) -> Bool = \.isWhitespace
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(text[first...last])
    }
}
