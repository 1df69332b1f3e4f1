extension ConversationCursor {
    /// Goes on after this conversation.
    init(_ conversation: ConversationRecord) {
        self.init(updatedAtMilliseconds: conversation.updatedAtMilliseconds, id: conversation.id)
    }

    /// The cursor as clients carry it: the time in base 36, a dot, the id. All its characters are safe in a URL.
    var text: String {
        String(updatedAtMilliseconds, radix: 36) + "." + id
    }

    /// Reads a cursor that a client sent back; nil when it is none of ours.
    init?(text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, text.utf8.count <= 100,
            let milliseconds = Int64(parts[0], radix: 36), milliseconds >= 0
        else { return nil }
        self.init(updatedAtMilliseconds: milliseconds, id: String(parts[1]))
    }
}
