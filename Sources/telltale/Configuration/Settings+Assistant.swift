import LanguageModels
import Wire

extension Settings {
    private static let patience = SettingKind<Duration>.duration(in: .milliseconds(1) ... .seconds(3_600))

    static let assistant = Setting<AssistantMode?>(
        "assistant", in: .assistant, SettingKind<AssistantMode>.choice.optional(unset: "by model-url"), default: nil,
        meaning: "When messages of conversations without a mode of their own are answered: always, at a mention of @assistant, or never.",
        extremes: "`by model-url`: always with model-url, else at a mention, by the built-in operations assistant."
    )
    static let modelURL = Setting<String?>(
        "model-url", in: .assistant, SettingKind<String>.endpoint.optional(), default: nil,
        meaning: "Base URL of an OpenAI-compatible endpoint whose model answers: https://api.openai.com/v1, http://127.0.0.1:11434/v1.",
        extremes: "With none, only the built-in operations assistant answers, which needs no network."
    )
    static let model = Setting<String?>(
        "model", in: .assistant, SettingKind<String>.text("name").optional(), default: nil,
        meaning: "The model that answers, as the endpoint names it; model-url needs it."
    )
    static let modelKey = Setting<String?>(
        "model-key", in: .assistant, SettingKind<String>.text("key").optional(), default: nil,
        // Every user of the machine can read a command line.
        places: [.environment, .file], isSecret: true,
        meaning: "The endpoint's API key, sent as a bearer token.",
        extremes: "Not for an endpoint that wants none."
    )
    static let modelKeyFile = Setting<String?>(
        "model-key-file", in: .assistant, SettingKind<String>.path.optional(), default: nil,
        meaning: "File with the endpoint's API key; one line end at its end does not count."
    )
    static let modelProvider = Setting<String?>(
        "model-provider", in: .assistant, SettingKind<String>.label.optional(unset: "by its host"), default: nil,
        meaning: "What the metrics call the endpoint's provider, in the label gen_ai_provider_name."
    )
    static let modelTemperature = Setting<Double?>(
        "model-temperature", in: .assistant, SettingKind<Double>.decimal(in: 0...2).optional(unset: "the provider's"), default: nil,
        meaning: "How freely the model chooses its words.",
        extremes: "0 is as little as possible, 2 the most; some models take only their own."
    )
    static let modelMaxTokens = Setting<Int?>(
        "model-max-tokens", in: .assistant, SettingKind<Int>.integer(in: 1...10_000_000).optional(unset: "the provider's"), default: nil,
        meaning: "Tokens that one answer may take."
    )
    static let modelPrices = Setting<[String: ModelPrices]>(
        "model-prices", in: .assistant, .prices, default: [:],
        meaning: "Prices in US dollars per million tokens read and written, for the cost of answers: gpt-4o-mini=0.15/0.60.",
        extremes: "The cost of a model without a price is not shown, and an agent with limits.cost_usd cannot ask it: the start says so."
    )
    static let modelConnectTimeout = Setting(
        "model-connect-timeout", in: .assistant, patience, default: .seconds(10),
        meaning: "Time that a connection to the endpoint may take."
    )
    static let modelFirstChunkTimeout = Setting(
        "model-first-chunk-timeout", in: .assistant, patience, default: .seconds(60),
        meaning: "Time from asking the model to the first text of its answer.",
        extremes: "A model that shows that it works, as one that reasons, has until its silence is too long as well."
    )
    static let modelSilenceTimeout = Setting(
        "model-silence-timeout", in: .assistant, patience, default: .seconds(30),
        meaning: "Time from one piece of an answer to the next."
    )
    static let modelRetries = Setting(
        "model-retries", in: .assistant, .integer(in: 0...10), default: 2,
        meaning: "Times that the endpoint is asked again before the first text: when it is unreachable, has too many requests or fails.",
        extremes: "0 is never."
    )
    static let modelHTTP2 = Setting(
        "model-http2", in: .assistant, .truth, default: true,
        meaning: "Whether HTTP/2 is spoken with an https endpoint that offers it.",
        extremes:
            "The answers of a thread then share one connection, which most endpoints limit to about a hundred; without it each has its own."
    )
    static let modelCAFile = Setting<String?>(
        "model-ca-file", in: .assistant, SettingKind<String>.path.optional(), default: nil,
        meaning: "File with the certificates, in PEM, that an https endpoint is trusted by, in place of the system's."
    )

    /// The rows of this section.
    static let assistantRows: [SettingRow] =
        [
            assistant.row, modelURL.row, model.row, modelKey.row, modelKeyFile.row, modelProvider.row, modelTemperature.row,
            modelMaxTokens.row, modelPrices.row, modelConnectTimeout.row, modelFirstChunkTimeout.row, modelSilenceTimeout.row,
            modelRetries.row, modelHTTP2.row, modelCAFile.row,
        ] + answers
}
