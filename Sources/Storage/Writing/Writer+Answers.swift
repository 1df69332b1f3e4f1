import Chat
import Wire

extension Writer {
    /// Stores a message and that its answer is open, unless its author sent it before.
    func ask(_ question: NewMessage, _ answer: OpenAnswer) throws(SQLiteFailure) -> StoreOutcome {
        let outcome = try append(question)
        guard case .appended = outcome, let conversation = try conversation(question.conversationID) else { return outcome }
        let statement = statements.insertOpenAnswer
        statement.bind(copying: answer.messageID, at: 1)
        statement.bind(conversation.key, at: 2)
        statement.bind(copying: answer.questionID, at: 3)
        statement.bind(copying: answer.model, at: 4)
        statement.bind(answer.startedAtMilliseconds, at: 5)
        try statement.run()
        return outcome
    }

    /// Strikes an answer that will never be given.
    func forgetAnswer(_ messageID: String) throws(SQLiteFailure) -> StoreOutcome {
        statements.deleteOpenAnswer.bind(copying: messageID, at: 1)
        try statements.deleteOpenAnswer.run()
        return .done(changed: lastChanges > 0)
    }

    /// Remembers one more frame that stopped an answer, unless its `id` was used before.
    func note(
        _ stop: AnswerEnd.StopRequest, of messageID: String, in conversationID: String, seq: Int64
    ) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(conversationID) else { return .noConversation }
        let request = RequestKey(user: stop.userID, clientID: stop.clientID)
        if let earlier = try outcome(of: request, in: conversation) { return earlier }
        guard let message = try find(messageID, in: conversation) else { return .refused(.noMessage) }
        try insert(request, conversation: conversation.key, position: message.position, seq: seq)
        return .done(changed: true)
    }

    /// Stores an answer and its ending under two consecutive `seq`. An answer that was stored before is not stored again.
    func endAnswer(_ end: AnswerEnd) throws(SQLiteFailure) -> StoreOutcome {
        let message = end.message
        guard let conversation = try conversation(message.conversationID) else { return .noConversation }
        statements.deleteOpenAnswer.bind(copying: message.id, at: 1)
        try statements.deleteOpenAnswer.run()
        if let earlier = try find(message.id, in: conversation) {
            return .repeated(messageID: message.id, seq: earlier.seq)
        }
        var traits: Traits = [.answer]
        if try insertDetails(of: message, at: nextPosition) { traits.insert(.details) }
        try insert(message, conversation: conversation.key, seq: conversation.lastSeq + 1, position: nextPosition, traits)
        conversation.updatedAt = message.createdAtMilliseconds
        let seq = note(message.id, isMessage: true, in: conversation, request: nil)
        try log(end, in: conversation)
        return .ended(seq: seq)
    }

    /// Stores an answer's ending. The frame that stopped the answer is its request, unless that `id` was used before: the
    /// answer ends either way.
    private func log(_ end: AnswerEnd, in conversation: StoredConversation) throws(SQLiteFailure) {
        var request = end.stoppedBy.map { RequestKey(user: $0.userID, clientID: $0.clientID) }
        if let asked = request, try outcome(of: asked, in: conversation) != nil { request = nil }
        var event = LaterEvent(
            kind: .completed, messageID: end.message.id, user: UserRef(id: request?.user ?? "", name: ""),
            createdAt: end.message.createdAtMilliseconds, clientID: request?.clientID, traits: .details)
        if case .failed(let failure) = end.ending {
            event.kind = .failed
            event.content = failure.message
        }
        try insert(AnswerDetails(end.ending), at: nextPosition)
        _ = try log(event, in: conversation, request: request)
    }

    /// Stores what generating a message took.
    func insert(_ details: AnswerDetails, at position: Int64) throws(SQLiteFailure) {
        let statement = statements.insertAnswer
        statement.bind(position, at: 1)
        statement.bind(copying: details.model, at: 2)
        statement.bind(copying: details.finishReason, at: 3)
        statement.bind(copying: details.errorCode, at: 4)
        statement.bind(details.usage.map { Int64($0.inputTokens) }, at: 5)
        statement.bind(details.usage.map { Int64($0.outputTokens) }, at: 6)
        statement.bind(real: details.usage?.costUSD, at: 7)
        statement.bind(details.duration, at: 8)
        statement.bind(details.firstChunk, at: 9)
        try statement.run()
    }
}

extension AnswerDetails {
    fileprivate init(_ ending: AnswerEnd.Ending) {
        switch ending {
        case .completed(let completion):
            self.init(
                finishReason: completion.finishReason, usage: completion.usage, duration: completion.durationMilliseconds,
                firstChunk: completion.timeToFirstChunkMilliseconds)
        case .failed(let failure):
            self.init(errorCode: failure.code.rawValue)
        }
    }
}
