import Chat
import Essentials
import Wire

extension StoredConversation {
    mutating func apply(_ change: MessageChange, uploads: inout [String: UploadRecord]) -> StoreOutcome {
        once(change.clientID, by: change.user.id) { conversation in
            guard let index = conversation.index(of: change.messageID) else { return (.refused(.noMessage), nil) }
            let outcome =
                switch change.kind {
                case .edit(let content): conversation.edit(index, content, change)
                case .delete: conversation.delete(index, change, &uploads)
                case .reaction(let emoji, let isAdded): conversation.react(index, emoji, isAdded, change)
                }
            switch outcome {
            case .changed(let event, _): return (outcome, Acknowledged(messageID: change.messageID, seq: event.seq))
            case .unchanged: return (outcome, Acknowledged(messageID: change.messageID, seq: nil))
            default: return (outcome, nil)
            }
        }
    }

    private mutating func edit(_ index: Int, _ content: String, _ change: MessageChange) -> StoreOutcome {
        guard change.mayChange(messages[index]) else { return .refused(.notAuthor) }
        guard !messages[index].deleted else { return .refused(.isDeleted) }
        messages[index].content = content
        messages[index].editedAtMilliseconds = change.atMilliseconds
        let event = record(
            .edited(
                MessageEdited(
                    messageID: change.messageID, content: content, editedAtMilliseconds: change.atMilliseconds, user: change.user,
                    clientID: change.clientID)))
        return .changed(event, uploads: [])
    }

    private mutating func delete(_ index: Int, _ change: MessageChange, _ uploads: inout [String: UploadRecord]) -> StoreOutcome {
        guard change.mayChange(messages[index]) else { return .refused(.notAuthor) }
        guard !messages[index].deleted else { return .unchanged(messageID: change.messageID) }
        let orphans = messages[index].attachments.map(\.id)
        for id in orphans { uploads[id] = nil }
        messages[index].content = ""
        messages[index].deleted = true
        messages[index].attachments = []
        messages[index].reactions = []
        reactions[change.messageID] = nil
        for position in events.indices where events[position].messageID == change.messageID {
            guard case .edited(var edit) = events[position].content else { continue }
            edit.content = ""
            events[position].content = .edited(edit)
        }
        let deletion = MessageDeleted(messageID: change.messageID, user: change.user, clientID: change.clientID)
        return .changed(record(.deleted(deletion)), uploads: orphans)
    }

    private mutating func react(_ index: Int, _ emoji: String, _ isAdded: Bool, _ change: MessageChange) -> StoreOutcome {
        guard !messages[index].deleted else { return .refused(.isDeleted) }
        var reactions = reactions[change.messageID] ?? StoredReactions()
        guard reactions.contains(emoji, by: change.user.id) != isAdded else { return .unchanged(messageID: change.messageID) }
        if isAdded {
            guard reactions.canAdd(emoji) else { return .refused(.tooManyReactions) }
            reactions.add(emoji, by: change.user.id)
        } else {
            reactions.remove(emoji, by: change.user.id)
        }
        self.reactions[change.messageID] = reactions
        messages[index].reactions = reactions.counts
        let event = record(
            .reaction(
                ReactionChanged(
                    messageID: change.messageID, emoji: emoji, isAdded: isAdded, user: change.user, counts: reactions.counts,
                    clientID: change.clientID)))
        return .changed(event, uploads: [])
    }
}

extension MessageChange {
    fileprivate func mayChange(_ message: Message) -> Bool {
        isAdmin || message.role == .user && ExactText(message.author.id) == ExactText(user.id)
    }
}
