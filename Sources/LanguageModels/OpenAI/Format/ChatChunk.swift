/// What one event of a streamed answer says, or a whole answer.
struct ChatChunk: Equatable {
    /// Text to be added; empty for none.
    var text = ""
    /// What calls are to be made, or more of their arguments.
    var calls: [ToolCallPart] = []
    /// Why the answer ends here.
    var finishReason: String?
    var usage: ModelUsage?
    /// The model that answers; read only where asked for.
    var model: String?
    /// Whether it has a choice, so that it belongs to an answer.
    var hasChoice = false
    /// What went wrong at the provider instead.
    var failure: ProviderFailure?
}
