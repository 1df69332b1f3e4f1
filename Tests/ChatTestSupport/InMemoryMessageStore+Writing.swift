import Chat

extension InMemoryMessageStore {
    static func result(of operation: StoreOperation, on state: inout State) -> Result<StoreOutcome, StoreError> {
        if let failure = state.failure { return .failure(failure) }
        return .success(apply(operation, to: &state))
    }

    private static func apply(_ operation: StoreOperation, to state: inout State) -> StoreOutcome {
        switch operation {
        case .append(let message):
            let place = nextPlace(&state)
            return state.conversations[message.conversationID]?.append(message, place: place, uploads: &state.uploads) ?? .noConversation
        case .ask(let message, let answer):
            let outcome = apply(.append(message), to: &state)
            if case .appended = outcome { state.openAnswers.append(answer) }
            return outcome
        case .findRequest(let id, let userID, let clientID):
            guard let conversation = state.conversations[id] else { return .noConversation }
            return conversation.acknowledgement(of: clientID, by: userID).map { .repeated(messageID: $0.messageID, seq: $0.seq) }
                ?? .done(changed: false)
        case .forgetAnswer(let messageID):
            let count = state.openAnswers.count
            state.openAnswers.removeAll { $0.messageID == messageID }
            return .done(changed: state.openAnswers.count < count)
        case .noteStop(let request, let id, let messageID, let seq):
            return state.conversations[id]?.note(request, of: messageID, seq: seq) ?? .noConversation
        case .endAnswer(let end):
            let place = nextPlace(&state)
            state.openAnswers.removeAll { $0.messageID == end.message.id }
            return state.conversations[end.message.conversationID]?.end(end, place: place) ?? .noConversation
        case .change(let change):
            return state.conversations[change.conversationID]?.apply(change, uploads: &state.uploads) ?? .noConversation
        case .markRead(let id, let userID, let seq, let clientID):
            return state.conversations[id]?.markRead(by: userID, seq: seq, clientID: clientID) ?? .noConversation
        case .createConversation(let record, let participants):
            guard state.conversations[record.id] == nil else { return .exists }
            state.conversations[record.id] = StoredConversation(record: record, participants: participants)
            return .done(changed: true)
        case .changeConversation(let id, let change):
            return state.conversations[id]?.change(change) ?? .noConversation
        case .addParticipant(let id, let user, let isOperator, _):
            return state.conversations[id]?.add(user, isOperator: isOperator) ?? .noConversation
        case .addParticipants(let id, let users, _):
            return state.conversations[id]?.add(users) ?? .noConversation
        case .removeParticipant(let id, let userID):
            return state.conversations[id]?.remove(userID) ?? .noConversation
        case .storeUpload(let record):
            guard state.conversations[record.conversationID] != nil else { return .noConversation }
            state.uploads[record.id] = record
            return .done(changed: true)
        case .removeUploads(let ids):
            let loose = ids.filter { id in state.uploads[id].map { $0.messageID == nil } ?? false }
            for id in loose { state.uploads[id] = nil }
            return .removedUploads(loose)
        }
    }

    /// The place of a new message among those of all conversations.
    private static func nextPlace(_ state: inout State) -> Int64 {
        state.lastPlace += 1
        return state.lastPlace
    }
}
