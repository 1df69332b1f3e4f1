import Chat
import Essentials
import Wire

extension StoredConversation {
    mutating func add(_ user: UserRef, isOperator: Bool?) -> StoreOutcome {
        guard let index = index(ofParticipant: user.id) else {
            guard participants.count < ConversationRecord.participantLimit else { return .refused(.tooManyParticipants) }
            participants.append(ParticipantRecord(user: user, lastReadSeq: 0, isOperator: isOperator ?? false))
            return .done(changed: true)
        }
        let old = participants[index]
        participants[index].user.name = user.name
        participants[index].isOperator = isOperator ?? old.isOperator
        return .done(changed: ExactText(old.user.name) != ExactText(user.name) || old.isOperator != participants[index].isOperator)
    }

    mutating func add(_ users: [UserRef]) -> StoreOutcome {
        var newcomers: [UserRef] = []
        for user in users where index(ofParticipant: user.id) == nil {
            if !newcomers.contains(where: { ExactText($0.id) == ExactText(user.id) }) { newcomers.append(user) }
        }
        guard participants.count + newcomers.count <= ConversationRecord.participantLimit else { return .refused(.tooManyParticipants) }
        participants += newcomers.map { ParticipantRecord(user: $0, lastReadSeq: 0) }
        return .joined(newcomers)
    }

    mutating func remove(_ userID: String) -> StoreOutcome {
        guard let index = index(ofParticipant: userID) else { return .done(changed: false) }
        participants.remove(at: index)
        return .done(changed: true)
    }

    mutating func change(_ change: ConversationChange) -> StoreOutcome {
        let old = record
        record.title = change.title ?? old.title
        record.assistant = change.assistant(after: old.assistant)
        record.isArchived = change.isArchived ?? old.isArchived
        return .done(changed: record != old)
    }
}
