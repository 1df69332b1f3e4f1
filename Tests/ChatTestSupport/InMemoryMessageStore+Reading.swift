import Chat
import Synchronization
import Wire

extension InMemoryMessageStore {
    public func conversation(_ id: String) async throws(StoreError) -> ConversationRecord? {
        try read { $0.conversations[id]?.record }
    }

    public func opening(
        of id: String, by userID: String, participantLimit: Int
    ) async throws(StoreError) -> ConversationOpening? {
        try read { state in
            guard let conversation = state.conversations[id] else { return nil }
            return ConversationOpening(
                conversation: conversation.record, participants: Array(conversation.participants.prefix(participantLimit)),
                participantCount: conversation.participants.count,
                user: conversation.index(ofParticipant: userID).map { conversation.participants[$0] })
        }
    }

    public func participants(of id: String, limit: Int) async throws(StoreError) -> [ParticipantRecord] {
        try read { Array(($0.conversations[id]?.participants ?? []).prefix(limit)) }
    }

    public func participantCount(of id: String) async throws(StoreError) -> Int {
        try read { $0.conversations[id]?.participants.count ?? 0 }
    }

    public func participant(of id: String, user: String) async throws(StoreError) -> ParticipantRecord? {
        try read { state in
            guard let conversation = state.conversations[id] else { return nil }
            return conversation.index(ofParticipant: user).map { conversation.participants[$0] }
        }
    }

    public func operatorCensus(of id: String, limit: Int) async throws(StoreError) -> OperatorCensus {
        try read { state in
            let participants = state.conversations[id]?.participants ?? []
            return OperatorCensus(
                hasParticipants: !participants.isEmpty,
                others: Array(participants.filter { !$0.isOperator }.map(\.user).prefix(max(0, limit))))
        }
    }

    public func messages(
        of id: String, before: Int64?, limit: Int, maximumBytes: Int
    ) async throws(StoreError) -> MessagePage {
        try read { state in
            let found = (state.conversations[id]?.messages ?? []).filter { $0.seq < before ?? .max }
            let page = Self.fitting(found.reversed(), limit: limit, maximumBytes: maximumBytes, size: \.content.utf8.count)
            return MessagePage(
                messages: page.reversed(), hasMore: page.count < found.count, lastSeq: state.conversations[id]?.record.lastSeq ?? 0)
        }
    }

    public func messages(
        of id: String, after: Int64, limit: Int, maximumBytes: Int
    ) async throws(StoreError) -> MessagePage {
        try read { state in
            let found = (state.conversations[id]?.messages ?? []).filter { $0.seq > after }
            let page = Self.fitting(found, limit: limit, maximumBytes: maximumBytes, size: \.content.utf8.count)
            return MessagePage(
                messages: page, hasMore: page.count < found.count, lastSeq: state.conversations[id]?.record.lastSeq ?? 0)
        }
    }

    public func events(of id: String, after: Int64, limit: Int, maximumBytes: Int) async throws(StoreError) -> EventPage {
        try read { state in
            let found = state.conversations[id]?.currentEvents(after: after) ?? []
            let page = Self.fitting(found, limit: limit, maximumBytes: maximumBytes, size: Self.size)
            return EventPage(
                events: page, hasMore: page.count < found.count, lastSeq: state.conversations[id]?.record.lastSeq ?? 0)
        }
    }

    public func message(_ messageID: String, of id: String) async throws(StoreError) -> Message? {
        try read { state in
            guard let conversation = state.conversations[id] else { return nil }
            return conversation.index(of: messageID).map { conversation.messages[$0] }
        }
    }

    public func openAnswers() async throws(StoreError) -> [OpenAnswer] {
        try read { $0.openAnswers }
    }

    /// Counts the read, and fails it when told so.
    func read<Value: Sendable>(_ body: (State) -> Value) throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = state.withLock { state in
            state.reads += 1
            if let failure = state.failure { return .failure(failure) }
            return .success(body(state))
        }
        return try result.get()
    }

    private static func size(of event: RoomEvent) -> Int {
        switch event.content {
        case .newMessage(let message): message.content.utf8.count
        case .edited(let edit): edit.content.utf8.count
        default: 0
        }
    }

    private static func fitting<Element>(
        _ elements: some Sequence<Element>, limit: Int, maximumBytes: Int, size: (Element) -> Int
    ) -> [Element] {
        var bytes = 0
        var page: [Element] = []
        for element in elements.prefix(limit) {
            page.append(element)
            bytes += size(element)
            if bytes > maximumBytes { break }
        }
        return page
    }
}
