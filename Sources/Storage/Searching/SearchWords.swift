import GRDB

/// The words of what a user typed, as FTS5 would find them in a message.
struct SearchWords {
    private let words: [String]

    /// Words that are looked for; further ones are not.
    static let limit = 32

    /// Nil when there is none.
    init?(_ text: String, _ database: Database) throws {
        let tokenizer = try database.makeTokenizer(.unicode61(diacritics: .remove))
        var words: [String] = []
        for (token, _) in try tokenizer.tokenize(query: SearchText.plain(text)) where words.count < Self.limit {
            words.append(token)
        }
        guard !words.isEmpty else { return nil }
        self.words = words
    }

    /// The words as a query of FTS5: all of them, the last as the beginning of one, in one of the conversations.
    ///
    /// Each is one token in quotes, so nothing in it is syntax. <https://www.sqlite.org/fts5.html#full_text_query_syntax>
    func expression(in conversations: [Int64]?) -> String {
        var parts = words.map(Self.quoted)
        parts[parts.count - 1] += " *"
        if let conversations {
            let alternatives = conversations.map { Self.quoted(SearchText.word(ofConversation: $0)) }
            parts.append("(\(alternatives.joined(separator: " OR ")))")
        }
        return parts.joined(separator: " AND ")
    }

    private static func quoted(_ word: String) -> String {
        "\"\(word.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }
}
