import Agents
import Chat
import Wire

/// Searches conversations for agents as their executions' owners could themselves.
struct OwnConversations: ConversationSearching {
    let chat: ChatService

    /// An administrator's own too, not all there are: an agent works for its owner, whatever the owner may do besides.
    func search(_ text: String, limit: Int, userID: String) async throws(ToolError) -> [ConversationHit] {
        do {
            let user = ChatUser(id: userID, name: userID)
            return try await chat.search(text, limit: limit, user: user).messages.map { message in
                ConversationHit(
                    conversationID: message.conversationID, author: message.author.name, content: message.content,
                    createdAtMilliseconds: message.createdAtMilliseconds)
            }
        } catch {
            throw ToolError(error.message)
        }
    }
}
