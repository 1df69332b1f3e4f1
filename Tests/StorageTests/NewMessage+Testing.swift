import Chat
import Wire

extension NewMessage {
    /// A message of Ada's whose content is its id.
    static func test(_ id: String, in conversation: String, clientID: String? = nil) -> NewMessage {
        NewMessage(
            id: id, conversationID: conversation, role: .user, author: UserRef(id: "ada", name: "Ada"), content: id,
            createdAtMilliseconds: 1_000, clientID: clientID)
    }
}
