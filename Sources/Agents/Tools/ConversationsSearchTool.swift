import LanguageModels
import Wire

/// `conversations_search`: finds messages in the conversations of the execution's owner.
public struct ConversationsSearchTool: AgentTool {
    /// The longest excerpt of a message, in characters.
    private static let excerptLimit = 500
    /// The longest text to search for, in bytes.
    private static let textLimit = 500

    private let conversations: any ConversationSearching

    /// - Parameter conversations: who searches.
    public init(conversations: any ConversationSearching) {
        self.conversations = conversations
    }

    public let definition = ModelTool(
        name: AgentToolName.conversationsSearch.rawValue,
        description: "Searches the messages of the user's own conversations for words that must all occur; the latest come first.",
        parameters: """
            {"type":"object","properties":{"text":{"type":"string","description":"Words to find"},\
            "limit":{"type":"integer","minimum":1,"maximum":50,"description":"How many messages at most, 10 by default"}},\
            "required":["text"],"additionalProperties":false}
            """)

    public func call(_ arguments: String, _ context: ToolContext) async throws(ToolError) -> String {
        var arguments = try ToolArguments(arguments)
        let text = try arguments.string("text")
        let limit = try arguments.optionalInteger("limit", in: 1...50) ?? 10
        try arguments.finish()
        guard !text.allSatisfy(\.isWhitespace), text.utf8.count <= Self.textLimit else {
            throw ToolError("the argument \"text\" must have 1 to \(Self.textLimit) bytes")
        }
        let hits = try await conversations.search(text, limit: limit, userID: context.user.id)
        guard !hits.isEmpty else { return "No message of the user's conversations has all of these words." }
        return hits.prefix(limit).map(Self.line).joined(separator: "\n")
    }

    private static func line(_ hit: ConversationHit) -> String {
        let isCut = hit.content.count > excerptLimit
        let excerpt = hit.content.prefix(excerptLimit).split(whereSeparator: \.isNewline).joined(separator: " ") + (isCut ? "…" : "")
        return "- \(Timestamp.text(hit.createdAtMilliseconds)) \(hit.conversationID), \(hit.author): \(excerpt)"
    }
}
