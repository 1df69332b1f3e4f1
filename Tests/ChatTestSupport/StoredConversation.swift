import Chat
import Wire

/// One conversation of the store in memory, with the rules of ``MessageStore`` in their plainest form.
struct StoredConversation {
    private struct ClientID: Hashable {
        var author: ExactText
        var id: ExactText
    }

    var record: ConversationRecord
    var participants: [ParticipantRecord]
    var messages: [Message] = []
    private var acknowledged: [ClientID: StoreOutcome] = [:]

    init(record: ConversationRecord, participants: [UserRef]) {
        self.record = record
        self.participants = participants.map { ParticipantRecord(user: $0, lastReadSeq: 0) }
    }

    mutating func append(_ new: NewMessage) -> StoreOutcome {
        once(new.clientID, by: new.author.id) { conversation in
            conversation.record.lastSeq += 1
            conversation.record.updatedAtMilliseconds = new.createdAtMilliseconds
            conversation.messages.append(Message(new, seq: conversation.record.lastSeq))
            return (.appended(seq: conversation.record.lastSeq), new.id, conversation.record.lastSeq)
        }
    }

    mutating func markRead(by userID: String, seq: Int64, clientID: String?) -> StoreOutcome {
        once(clientID, by: userID) { conversation in
            guard let index = conversation.participants.firstIndex(where: { ExactText($0.user.id) == ExactText(userID) }) else {
                return (.read(seq: 0, moved: false), nil, 0)
            }
            let mark = conversation.participants[index].lastReadSeq
            let reached = max(mark, min(seq, conversation.record.lastSeq))
            conversation.participants[index].lastReadSeq = reached
            return (.read(seq: reached, moved: reached > mark), nil, reached)
        }
    }

    mutating func add(_ user: UserRef) -> StoreOutcome {
        guard let index = participants.firstIndex(where: { ExactText($0.user.id) == ExactText(user.id) }) else {
            participants.append(ParticipantRecord(user: user, lastReadSeq: 0))
            return .done(changed: true)
        }
        defer { participants[index].user.name = user.name }
        return .done(changed: ExactText(participants[index].user.name) != ExactText(user.name))
    }

    /// Does it unless this client id was used before.
    private mutating func once(
        _ clientID: String?, by author: String,
        _ body: (inout StoredConversation) -> (outcome: StoreOutcome, messageID: String?, seq: Int64?)
    ) -> StoreOutcome {
        guard let clientID else { return body(&self).outcome }
        let key = ClientID(author: ExactText(author), id: ExactText(clientID))
        if let first = acknowledged[key] { return first }
        let done = body(&self)
        acknowledged[key] = .repeated(messageID: done.messageID, seq: done.seq)
        return done.outcome
    }
}
