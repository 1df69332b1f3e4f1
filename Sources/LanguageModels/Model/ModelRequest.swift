/// What a model is asked.
public struct ModelRequest: Sendable {
    /// What was said, oldest first: system, user, assistant and tool messages.
    public var messages: [ModelMessage]
    /// What the model may call; empty is nothing.
    public var tools: [ModelTool]
    /// Another model than the default one.
    public var model: String?
    /// 0 to 2; nil leaves it to the provider.
    public var temperature: Double?
    /// Tokens that the answer may take; nil leaves it to the provider.
    public var maximumTokens: Int?
    /// Why not everybody who will read the answer may know how this server runs; nil when everybody may. See ``OperationsAssistant``.
    public var operationsRefusal: OperationsRefusal?
    /// Whether everybody who will read the answer may know how this server runs.
    public var mayDiscloseOperations: Bool { operationsRefusal == nil }
    /// What it is asked for, for the exemplars of what is measured: names and values together of at most 128 characters; nil for
    /// none. Never sent to the provider.
    public var exemplar: KeyValuePairs<String, String>?

    /// A request; unless it says otherwise, it is not known that everybody may know how this server runs.
    public init(
        messages: [ModelMessage], tools: [ModelTool] = [], model: String? = nil, temperature: Double? = nil,
        maximumTokens: Int? = nil, mayDiscloseOperations: Bool = false, exemplar: KeyValuePairs<String, String>? = nil
    ) {
        self.messages = messages
        self.tools = tools
        self.model = model
        self.temperature = temperature
        self.maximumTokens = maximumTokens
        operationsRefusal = mayDiscloseOperations ? nil : .unknown
        self.exemplar = exemplar
    }
}
