import ArgumentParser

/// The flags of the section Assistant. Values are texts here: the table of settings reads them.
///
/// `model-key` has no flag: every user of the machine can read a command line.
struct AssistantOptions: ParsableArguments, SettingFlags {
    @Option(help: Settings.assistant.row.help) var assistant: String?
    @Option(name: .customLong("model-url"), help: Settings.modelURL.row.help) var modelURL: String?
    @Option(help: Settings.model.row.help) var model: String?
    @Option(help: Settings.modelKeyFile.row.help) var modelKeyFile: String?
    @Option(help: Settings.modelProvider.row.help) var modelProvider: String?
    @Option(help: Settings.modelTemperature.row.help) var modelTemperature: String?
    @Option(help: Settings.modelMaxTokens.row.help) var modelMaxTokens: String?
    @Option(help: Settings.modelPrices.row.help) var modelPrices: String?
    @Option(help: Settings.modelConnectTimeout.row.help) var modelConnectTimeout: String?
    @Option(help: Settings.modelFirstChunkTimeout.row.help) var modelFirstChunkTimeout: String?
    @Option(help: Settings.modelSilenceTimeout.row.help) var modelSilenceTimeout: String?
    @Option(help: Settings.modelRetries.row.help) var modelRetries: String?
    @Flag(name: .customLong("model-http2"), inversion: .prefixedNo, help: Settings.modelHTTP2.row.help) var modelHTTP2: Bool?
    @Option(name: .customLong("model-ca-file"), help: Settings.modelCAFile.row.help) var modelCAFile: String?
    @Option(help: Settings.systemPrompt.row.help) var systemPrompt: String?
    @Option(help: Settings.systemPromptFile.row.help) var systemPromptFile: String?
    @Option(help: Settings.contextMessages.row.help) var contextMessages: String?
    @Option(help: Settings.contextTokens.row.help) var contextTokens: String?
    @Option(help: Settings.answersAtOnce.row.help) var answers: String?
    @Option(help: Settings.answerQueue.row.help) var answerQueue: String?

    var flags: [(SettingRow, String?)] {
        [
            (Settings.assistant.row, assistant), (Settings.modelURL.row, modelURL), (Settings.model.row, model),
            (Settings.modelKeyFile.row, modelKeyFile), (Settings.modelProvider.row, modelProvider),
            (Settings.modelTemperature.row, modelTemperature), (Settings.modelMaxTokens.row, modelMaxTokens),
            (Settings.modelPrices.row, modelPrices), (Settings.modelConnectTimeout.row, modelConnectTimeout),
            (Settings.modelFirstChunkTimeout.row, modelFirstChunkTimeout),
            (Settings.modelSilenceTimeout.row, modelSilenceTimeout), (Settings.modelRetries.row, modelRetries),
            (Settings.modelHTTP2.row, modelHTTP2.map(String.init)), (Settings.modelCAFile.row, modelCAFile),
            (Settings.systemPrompt.row, systemPrompt), (Settings.systemPromptFile.row, systemPromptFile),
            (Settings.contextMessages.row, contextMessages), (Settings.contextTokens.row, contextTokens),
            (Settings.answersAtOnce.row, answers), (Settings.answerQueue.row, answerQueue),
        ]
    }
}
