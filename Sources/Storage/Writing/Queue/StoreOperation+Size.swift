import Chat
import Wire

extension StoreOperation {
    /// The bytes of text that it holds while it waits.
    var textBytes: Int {
        switch self {
        case .append(let message):
            message.textBytes
        case .ask(let message, let answer):
            message.textBytes + answer.model.utf8.count
        case .findRequest(_, let userID, let clientID):
            userID.utf8.count + clientID.utf8.count
        case .forgetAnswer:
            0
        case .noteStop(let request, _, _, _):
            request.userID.utf8.count + request.clientID.utf8.count
        case .endAnswer(let end):
            end.message.textBytes
        case .change(let change):
            change.textBytes
        case .markRead(_, let userID, _, let clientID):
            userID.utf8.count + (clientID?.utf8.count ?? 0)
        case .createConversation(let conversation, let participants):
            participants.reduce(conversation.title.utf8.count) { $0 + $1.textBytes }
        case .changeConversation(_, let change):
            change.title?.utf8.count ?? 0
        case .addParticipant(_, let user, _, _):
            user.textBytes
        case .addParticipants(_, let users, _):
            users.reduce(0) { $0 + $1.textBytes }
        case .removeParticipant(_, let userID):
            userID.utf8.count
        case .storeUpload(let upload):
            upload.fileName.utf8.count + upload.userID.utf8.count
        case .removeUploads(let ids):
            ids.reduce(0) { $0 + $1.utf8.count }
        }
    }
}

extension NewMessage {
    fileprivate var textBytes: Int {
        content.utf8.count + (clientID?.utf8.count ?? 0) + author.textBytes
    }
}

extension MessageChange {
    fileprivate var textBytes: Int {
        let content =
            switch kind {
            case .edit(let content): content.utf8.count
            case .delete: 0
            case .reaction(let emoji, _): emoji.utf8.count
            }
        return content + (clientID?.utf8.count ?? 0) + user.textBytes
    }
}

extension UserRef {
    fileprivate var textBytes: Int {
        id.utf8.count + name.utf8.count
    }
}
