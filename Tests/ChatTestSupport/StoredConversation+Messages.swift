import Chat
import Essentials
import Wire

extension StoredConversation {
    mutating func append(_ new: NewMessage, place: Int64, uploads: inout [String: UploadRecord]) -> StoreOutcome {
        once(new.clientID, by: new.author.id) { conversation in
            if let answered = new.replyTo, conversation.index(of: answered) == nil { return (.refused(.noMessage), nil) }
            let carried = new.attachments.compactMap { uploads[$0] }.filter { $0.canBeAttached(to: new) }
            guard carried.count == new.attachments.count else { return (.refused(.badAttachment), nil) }
            for upload in carried { uploads[upload.id]?.messageID = new.id }
            let seq = conversation.store(new, place: place, attachments: carried.map(\.attachment))
            if let author = conversation.index(ofParticipant: new.author.id) { conversation.participants[author].lastReadSeq = seq }
            return (.appended(seq: seq, attachments: carried.map(\.attachment)), Acknowledged(messageID: new.id, seq: seq))
        }
    }

    /// The end of an answer is stored whether or not the frame that stopped it was seen before: else the answer would be lost.
    mutating func end(_ answer: AnswerEnd, place: Int64) -> StoreOutcome {
        if let earlier = index(of: answer.message.id) {
            return .repeated(messageID: answer.message.id, seq: messages[earlier].seq)
        }
        let seq = store(answer.message, place: place, attachments: [])
        let ending =
            switch answer.ending {
            case .completed(let completion): record(.answerCompleted(completion))
            case .failed(let failure): record(.answerFailed(failure))
            }
        if let stop = answer.stoppedBy {
            remember(stop.clientID, by: stop.userID, Acknowledged(messageID: answer.message.id, seq: ending.seq))
        }
        return .ended(seq: seq)
    }

    mutating func note(_ stop: AnswerEnd.StopRequest, of messageID: String, seq: Int64) -> StoreOutcome {
        once(stop.clientID, by: stop.userID) { conversation in
            guard conversation.index(of: messageID) != nil else { return (.refused(.noMessage), nil) }
            return (.done(changed: true), Acknowledged(messageID: messageID, seq: seq))
        }
    }

    mutating func markRead(by userID: String, seq: Int64, clientID: String?) -> StoreOutcome {
        once(clientID, by: userID) { conversation in
            guard let index = conversation.index(ofParticipant: userID) else {
                return (.read(seq: 0, moved: false), Acknowledged(messageID: nil, seq: 0))
            }
            let mark = conversation.participants[index].lastReadSeq
            let reached = max(mark, min(seq, conversation.record.lastSeq))
            conversation.participants[index].lastReadSeq = reached
            return (.read(seq: reached, moved: reached > mark), Acknowledged(messageID: nil, seq: reached))
        }
    }

    /// The messages after a user's read mark, as far as they are counted.
    func unreadCount(for userID: String) -> Int {
        guard let index = index(ofParticipant: userID) else { return 0 }
        let mark = participants[index].lastReadSeq
        return messages.reversed().prefix { $0.seq > mark }.filter { !$0.deleted }.prefix(ConversationListing.unreadLimit).count
    }

    private mutating func store(_ new: NewMessage, place: Int64, attachments: [Attachment]) -> Int64 {
        let message = Message(new, seq: record.lastSeq + 1, attachments: attachments)
        places[message.id] = place
        messages.append(message)
        record.updatedAtMilliseconds = new.createdAtMilliseconds
        return record(.newMessage(message)).seq
    }
}

extension UploadRecord {
    fileprivate func canBeAttached(to message: NewMessage) -> Bool {
        messageID == nil && conversationID == message.conversationID && ExactText(userID) == ExactText(message.author.id)
    }
}
