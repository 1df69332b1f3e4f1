/// What the index of words holds for a message: its content, and a word that stands for its conversation, so that a search in
/// one room does not walk the messages of all.
enum SearchText {
    /// Of the private use area. FTS5 takes it for a letter, and no content keeps it, so no word of a message begins with it.
    private static let mark: Unicode.Scalar = "\u{E000}"

    /// The word of a conversation.
    static func word(ofConversation key: Int64) -> String {
        "\(mark)\(key)"
    }

    /// The text to index. The same for the same arguments, for ever: what was indexed is taken out with it.
    static func text(_ content: String, conversation key: Int64) -> String {
        "\(word(ofConversation: key)) \(without(mark, content))"
    }

    /// A text without the mark, for what users type, too.
    static func plain(_ text: String) -> String {
        without(mark, text)
    }

    private static func without(_ mark: Unicode.Scalar, _ text: String) -> String {
        guard text.unicodeScalars.contains(mark) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == mark ? " " : $0 }))
    }
}
