import Chat
import Essentials
import Wire

extension Writer {
    func addParticipant(
        _ conversationID: String, _ user: UserRef, isOperator: Bool?, atMilliseconds time: Int64
    ) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(conversationID) else { return .noConversation }
        if let row = try participant(user.id, in: conversation) { return try update(row, user, isOperator: isOperator) }
        let count = try participantCount(of: conversation)
        guard count < ConversationRecord.participantLimit else { return .refused(.tooManyParticipants) }
        try insert(
            user, conversation: conversation.key, isOperator: isOperator ?? false, after: conversation.lastSeq, atMilliseconds: time)
        conversation.participantCount = count + 1
        return .done(changed: true)
    }

    /// Adds all who take no part yet, unless they are too many together.
    func addParticipants(
        _ conversationID: String, _ users: [UserRef], atMilliseconds time: Int64
    ) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(conversationID) else { return .noConversation }
        var known: Set<ExactText> = []
        var newcomers: [UserRef] = []
        for user in users where known.insert(ExactText(user.id)).inserted {
            if try participant(user.id, in: conversation) == nil { newcomers.append(user) }
        }
        let count = try participantCount(of: conversation)
        guard count + newcomers.count <= ConversationRecord.participantLimit else { return .refused(.tooManyParticipants) }
        for user in newcomers {
            try insert(user, conversation: conversation.key, isOperator: false, after: conversation.lastSeq, atMilliseconds: time)
        }
        conversation.participantCount = count + newcomers.count
        return .joined(newcomers)
    }

    func removeParticipant(_ conversationID: String, _ user: String) throws(SQLiteFailure) -> StoreOutcome {
        guard let conversation = try conversation(conversationID) else { return .noConversation }
        guard let row = try participant(user, in: conversation) else { return .done(changed: false) }
        statements.deleteParticipant.bind(row.key, at: 1)
        try statements.deleteParticipant.run()
        conversation.participantCount = conversation.participantCount.map { $0 - 1 }
        return .done(changed: true)
    }

    /// Adds a participant; does nothing when the user is one.
    ///
    /// - Parameter seq: what the user said up to it moves no mark.
    func insert(
        _ user: UserRef, conversation: Int64, isOperator: Bool, after seq: Int64, atMilliseconds time: Int64
    ) throws(SQLiteFailure) {
        let statement = statements.insertParticipant
        statement.bind(conversation, at: 1)
        statement.bind(copying: user.id, at: 2)
        statement.bind(copying: user.name, at: 3)
        statement.bind(time, at: 4)
        statement.bind(isOperator ? 1 : 0, at: 5)
        statement.bind(seq, at: 6)
        try statement.run()
    }

    private func update(_ row: ParticipantRow, _ user: UserRef, isOperator: Bool?) throws(SQLiteFailure) -> StoreOutcome {
        let isOperator = isOperator ?? row.isOperator
        guard ExactText(row.name) != ExactText(user.name) || isOperator != row.isOperator else { return .done(changed: false) }
        statements.changeParticipant.bind(row.key, at: 1)
        statements.changeParticipant.bind(copying: user.name, at: 2)
        statements.changeParticipant.bind(isOperator ? 1 : 0, at: 3)
        try statements.changeParticipant.run()
        return .done(changed: true)
    }

    private func participantCount(of conversation: StoredConversation) throws(SQLiteFailure) -> Int {
        if let known = conversation.participantCount { return known }
        let statement = statements.participantCount
        statement.bind(conversation.key, at: 1)
        defer { statement.reset() }
        return try statement.step() ? Int(statement.integer(0)) : 0
    }
}
