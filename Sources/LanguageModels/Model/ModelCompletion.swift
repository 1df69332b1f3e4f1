/// How an answer ended.
public struct ModelCompletion: Sendable, Equatable {
    /// Why it ended: `stop`, `length`, `tool_calls`, `content_filter`, or what else the provider says, at most 64 characters.
    public var finishReason: String
    /// Nil when the provider did not say.
    public var usage: ModelUsage?
    /// The calls that the model asks for; empty but for `tool_calls`.
    public var toolCalls: [ModelToolCall]
    /// The model that answered, as the provider names it.
    public var model: String

    /// An end.
    public init(finishReason: String, usage: ModelUsage? = nil, toolCalls: [ModelToolCall] = [], model: String) {
        self.finishReason = finishReason
        self.usage = usage
        self.toolCalls = toolCalls
        self.model = model
    }
}
