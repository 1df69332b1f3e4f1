import Wire

extension ConversationInfo {
    /// A stored conversation as clients see it.
    ///
    /// - Parameter defaultAssistant: what holds when the conversation has no mode of its own.
    public init(_ record: ConversationRecord, defaultAssistant: AssistantMode) {
        self.init(id: record.id, title: record.title, assistant: record.assistant ?? defaultAssistant, kind: record.kind.rawValue)
    }
}
