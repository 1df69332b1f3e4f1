/// Finds messages in the conversations that a user takes part in; the composition provides it.
public protocol ConversationSearching: Sendable {
    /// Messages with these words, the latest first.
    ///
    /// - Parameters:
    ///   - text: words that must all occur.
    ///   - limit: how many are found at most, 1 to 50.
    ///   - userID: whose conversations are searched; never another's.
    /// - Throws: ``ToolError`` when they cannot be searched now.
    func search(_ text: String, limit: Int, userID: String) async throws(ToolError) -> [ConversationHit]
}
