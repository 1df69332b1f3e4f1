import Wire

extension ConversationInfo {
    /// A stored conversation as clients see it.
    public init(_ record: ConversationRecord) {
        self.init(id: record.id, title: record.title, kind: record.kind.rawValue)
    }
}
