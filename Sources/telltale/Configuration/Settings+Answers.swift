extension Settings {
    static let systemPrompt = Setting<String?>(
        "system-prompt", in: .assistant, SettingKind<String>.text().optional(), default: nil,
        meaning: "What the model is told before every conversation."
    )
    static let systemPromptFile = Setting<String?>(
        "system-prompt-file", in: .assistant, SettingKind<String>.path.optional(), default: nil,
        meaning: "File, UTF-8, with what the model is told before every conversation."
    )
    static let contextMessages = Setting(
        "context-messages", in: .assistant, .integer(in: 1...1_000), default: 50,
        meaning: "Messages of a conversation that the model is given, the question among them; the oldest are left out."
    )
    static let contextTokens = Setting(
        "context-tokens", in: .assistant, .integer(in: 1...10_000_000), default: 8_000,
        meaning: "Tokens of a conversation that the model is given, by estimate; the oldest messages are left out.",
        extremes: "The question is given whole, whatever its length."
    )
    static let answersAtOnce = Setting(
        "answers", in: .assistant, .integer(in: 1...1_000_000), default: 1_024,
        meaning: "Rooms in which an answer is generated at once; further questions are refused with overloaded."
    )
    static let answerQueue = Setting(
        "answer-queue", in: .assistant, .integer(in: 0...1_000), default: 8,
        meaning: "Answers that wait in a room while another one is generated there; further questions are refused with overloaded.",
        extremes: "0 lets none wait."
    )

    /// The rows of the section Assistant that are not about the endpoint.
    static let answers: [SettingRow] = [
        systemPrompt.row, systemPromptFile.row, contextMessages.row, contextTokens.row, answersAtOnce.row, answerQueue.row,
    ]
}
