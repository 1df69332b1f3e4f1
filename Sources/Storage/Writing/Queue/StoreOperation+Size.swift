import Chat
import Wire

extension StoreOperation {
    /// The bytes of text that it holds while it waits.
    var textBytes: Int {
        switch self {
        case .append(let message):
            message.content.utf8.count + (message.clientID?.utf8.count ?? 0) + message.author.textBytes
        case .markRead(_, let userID, _, let clientID):
            userID.utf8.count + (clientID?.utf8.count ?? 0)
        case .createConversation(let conversation, let participants):
            participants.reduce(conversation.title.utf8.count) { $0 + $1.textBytes }
        case .addParticipant(_, let user, _):
            user.textBytes
        }
    }
}

extension UserRef {
    fileprivate var textBytes: Int {
        id.utf8.count + name.utf8.count
    }
}
