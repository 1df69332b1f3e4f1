import LanguageModels
import Wire

/// Who answers in conversations, when, and within which bounds.
struct AssistantSettings: Sendable {
    /// When conversations without a mode of their own are answered.
    var mode: AssistantMode
    /// The endpoint whose model answers; `nil` leaves it to the built-in operations assistant.
    var model: OpenAIConfiguration?
    /// What the model is told before every conversation.
    var systemPrompt: String?
    /// Messages of a conversation that the model is given, at least 1.
    var contextMessages: Int
    /// Tokens of a conversation that the model is given, at least 1.
    var contextTokens: Int
    /// Rooms that are answered in at once, at least 1.
    var answersAtOnce: Int
    /// Answers that wait in a room.
    var answerQueue: Int
}

extension AssistantSettings {
    /// The settings of the section Assistant, each checked, and together.
    /// - Throws: ``CommandFailure`` for one that cannot be used, and for some that do not go together.
    init(_ reader: SettingsReader) throws(CommandFailure) {
        contextMessages = try reader.value(Settings.contextMessages)
        contextTokens = try reader.value(Settings.contextTokens)
        answersAtOnce = try reader.value(Settings.answersAtOnce)
        answerQueue = try reader.value(Settings.answerQueue)
        let mode = try reader.value(Settings.assistant)
        model = try OpenAIConfiguration.named(in: reader)
        self.mode = mode ?? (model == nil ? .mention : .always)
        systemPrompt = try Self.systemPrompt(reader)
    }

    private static func systemPrompt(_ reader: SettingsReader) throws(CommandFailure) -> String? {
        let text = try reader.value(Settings.systemPrompt)
        guard let path = try reader.value(Settings.systemPromptFile) else { return text }
        guard text == nil else {
            throw CommandFailure(.configuration, "give system-prompt or system-prompt-file, not both")
        }
        let bytes = try FileReading.bytes(of: path, purpose: "the system prompt")
        guard let prompt = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.configuration, "the system prompt \(path) is not UTF-8 text")
        }
        return prompt
    }
}
