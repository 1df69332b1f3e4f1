import Chat
import GRDB
import Wire

/// What is recent is asked before the snapshot is opened: see `RecentEvents`.
extension SQLiteStore {
    public func conversation(_ id: String) async throws(StoreError) -> ConversationRecord? {
        let activity = recent.activity(of: id)
        return try await read { database in try ConversationReader(database).conversation(id, recent: activity) }
    }

    public func opening(
        of id: String, by userID: String, participantLimit: Int
    ) async throws(StoreError) -> ConversationOpening? {
        let (activity, runs) = recent.activityAndRuns(of: id)
        return try await read { database in
            guard let conversation = try ConversationReader(database).conversation(id, recent: activity) else { return nil }
            let reader = ParticipantReader(database, conversation: id, recent: runs)
            let participants = try reader.participants(limit: participantLimit)
            let isAll = participants.count < participantLimit
            return ConversationOpening(
                conversation: conversation, participants: participants,
                participantCount: isAll ? participants.count : try reader.count(), user: try reader.participant(userID))
        }
    }

    /// Asks what is recent while it reads, of the conversations in question only. That completes the snapshot unless events were
    /// indexed and forgotten meanwhile: then it reads again. That happens once in thousands of events, so not twice in a row
    /// for long.
    public func conversations(_ query: ConversationQuery) async throws(StoreError) -> [ConversationListing] {
        while true {
            let forgotten = recent.forgotten
            let page = try await read { [recent] database in try ConversationReader(database).page(query, recent: recent) }
            if recent.forgotten == forgotten { return page }
        }
    }

    public func participants(of id: String, limit: Int) async throws(StoreError) -> [ParticipantRecord] {
        let runs = recent.runs(of: id)
        return try await read { database in
            try ParticipantReader(database, conversation: id, recent: runs).participants(limit: limit)
        }
    }

    public func participantCount(of id: String) async throws(StoreError) -> Int {
        try await read { database in try ParticipantReader(database, conversation: id).count() }
    }

    public func participant(of id: String, user: String) async throws(StoreError) -> ParticipantRecord? {
        let runs = recent.runs(of: id)
        return try await read { database in
            try ParticipantReader(database, conversation: id, recent: runs).participant(user)
        }
    }

    public func operatorCensus(of id: String, limit: Int) async throws(StoreError) -> OperatorCensus {
        try await read { database in try ParticipantReader(database, conversation: id).operatorCensus(limit: limit) }
    }

    public func messages(
        of id: String, before: Int64?, limit: Int, maximumBytes: Int
    ) async throws(StoreError) -> MessagePage {
        let runs = recent.runs(of: id)
        return try await read { database in
            guard let reader = try MessageReader(database, conversation: id, recent: runs) else { return .empty }
            return try reader.page(before: before, limit: limit, maximumBytes: maximumBytes)
        }
    }

    public func messages(
        of id: String, after: Int64, limit: Int, maximumBytes: Int
    ) async throws(StoreError) -> MessagePage {
        let runs = recent.runs(of: id)
        return try await read { database in
            guard let reader = try MessageReader(database, conversation: id, recent: runs) else { return .empty }
            return try reader.page(after: after, limit: limit, maximumBytes: maximumBytes)
        }
    }

    public func events(
        of id: String, after: Int64, limit: Int, maximumBytes: Int
    ) async throws(StoreError) -> EventPage {
        let runs = recent.runs(of: id)
        return try await read { database in
            guard let reader = try MessageReader(database, conversation: id, recent: runs) else {
                return EventPage(events: [], hasMore: false, lastSeq: 0)
            }
            return try reader.events(after: after, limit: limit, maximumBytes: maximumBytes)
        }
    }

    public func message(_ messageID: String, of id: String) async throws(StoreError) -> Message? {
        try await read { database in
            try MessageReader(database, conversation: id, recent: RecentRuns())?.message(messageID, in: database)
        }
    }

    public func unreadCount(of id: String, for userID: String) async throws(StoreError) -> Int {
        let runs = recent.runs(of: id)
        return try await read { database in try UnreadCounter(database, user: userID).count(in: id, recent: runs) }
    }

    public func openAnswers() async throws(StoreError) -> [OpenAnswer] {
        try await read { database in try OpenAnswerReader(database).all() }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        let result: Result<T, any Error> = await withCheckedContinuation { continuation in
            let isAccepted = readers.submit { [pool] in
                continuation.resume(returning: Result { try pool.inSnapshot(body) })
            }
            if !isAccepted { continuation.resume(returning: .failure(StoreError.closed)) }
        }
        do {
            return try result.get()
        } catch {
            if queue.isClosing { throw .closed }
            metrics.failed(.read)
            throw SQLiteFailure(error).storeError
        }
    }
}

extension MessagePage {
    fileprivate static var empty: MessagePage {
        MessagePage(messages: [], hasMore: false, lastSeq: 0)
    }
}
