import Testing

@testable import LanguageModels

@Suite("Prices of models")
struct ModelPricesTests {
    @Test("prices are read by model, whatever the names hold")
    func parse() throws {
        #expect(
            try ModelPrices.parse(" gpt-4o-mini=0.15/0.60, llama3:8b = 0 / 0 ,,openai/a=b=1/2.5,") == [
                "gpt-4o-mini": ModelPrices(inputPerMillion: 0.15, outputPerMillion: 0.60),
                "llama3:8b": ModelPrices(inputPerMillion: 0, outputPerMillion: 0),
                "openai/a=b": ModelPrices(inputPerMillion: 1, outputPerMillion: 2.5),
            ])
        #expect(try ModelPrices.parse("") == [:])
    }

    @Test(
        "what is no price is refused, and the sentence shows it",
        arguments: [
            "m", "m=", "=1/2", "m=1", "m=1/2/3", "m=-1/2", "m=nan/1", "m=1/inf", "m=0x1/2", "m=1e3/2", "m=./1", "m=1/", "m=10000000/1",
        ])
    func bad(_ text: String) {
        let error = #expect(throws: OpenAIConfigurationError.self) { try ModelPrices.parse(text) }
        #expect(
            error?.description
                == "the price \"\(text)\" is not MODEL=INPUT/OUTPUT in US dollars per million tokens, such as gpt-4o-mini=0.15/0.60")
    }

    @Test("a model with two prices is refused")
    func repeated() {
        let error = #expect(throws: OpenAIConfigurationError.self) { try ModelPrices.parse("m=1/2,m=1/2") }
        #expect(error?.description == "the model \"m\" has two prices")
    }

    @Test("an answer costs what its tokens cost")
    func cost() {
        #expect(ModelPrices(inputPerMillion: 2, outputPerMillion: 8).cost(inputTokens: 500_000, outputTokens: 250_000) == 3)
    }
}
