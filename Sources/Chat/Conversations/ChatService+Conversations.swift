import Essentials
import Wire

extension ChatService {
    /// Makes a private conversation, with its creator as the first participant.
    ///
    /// - Parameters:
    ///   - id: 1 to 80 characters of `A-Z a-z 0-9 _ - .`; made here when nil.
    ///   - title: at most 200 characters; the id when nil.
    ///   - assistant: when the assistant answers; nil follows ``defaultAssistant``.
    ///   - participants: who may enter besides the creator, at most 1,000; repeated users count once.
    ///   - user: the creator.
    /// - Throws: ``ChatError`` `bad_frame`, `conflict` when the id is taken, or what the store suffers.
    public func createConversation(
        id: String? = nil, title: String? = nil, assistant: AssistantMode? = nil, participants: [UserRef] = [], by user: ChatUser
    ) async throws(ChatError) -> ConversationDetail {
        let draft = try ConversationDraft(id: id ?? ids.next(), title: title, creator: user.reference, participants: participants)
        let now = clock.unixMilliseconds()
        let conversation = ConversationRecord(
            id: draft.id, title: draft.title, kind: .private, createdBy: user.id, createdAtMilliseconds: now,
            updatedAtMilliseconds: now, assistant: assistant)
        let outcome = try await commit(.createConversation(conversation, participants: draft.participants))
        switch outcome {
        case .done:
            let listed = draft.participants.prefix(Roster.listLimit)
                .map { Participant(id: $0.id, name: $0.name, online: false, lastReadSeq: 0) }
            return ConversationDetail(
                conversation: conversation, participants: listed, participantCount: draft.participants.count)
        case .exists: throw .taken
        default: throw ChatError(outcome)
        }
    }

    /// The conversations that the user takes part in, latest activity first; an administrator sees all.
    ///
    /// - Parameters:
    ///   - archived: the archived ones, else (by default) the others.
    ///   - cursor: ``ConversationPage/nextCursor`` of the page before; nil for the first page.
    ///   - limit: 1 to 100, default 50.
    /// - Throws: ``ChatError`` `bad_frame` for a cursor that is none of ours or a limit out of bounds, or what the store suffers.
    public func conversations(
        of user: ChatUser, archived: Bool = false, cursor: String? = nil, limit: Int = 50
    ) async throws(ChatError) -> ConversationPage {
        try Self.check(limit: limit)
        let before = cursor.flatMap { ConversationCursor(text: $0) }
        guard before != nil || cursor == nil else { throw .malformed("the cursor is malformed") }
        let query = ConversationQuery(
            userID: user.isAdmin ? nil : user.id, unreadFor: user.id, isArchived: archived, before: before, limit: limit + 1)
        let found = try await reading { () async throws(StoreError) in try await store.conversations(query) }
        let page = Array(found.prefix(limit))
        let next = found.count > limit ? page.last.map { ConversationCursor($0.conversation).text } : nil
        return ConversationPage(conversations: page, nextCursor: next)
    }

    /// One conversation with its first participants and how much of it the user has not read.
    ///
    /// - Throws: ``ChatError`` `bad_frame`, `not_found`, `forbidden`, or what the store suffers.
    public func conversation(_ id: String, user: ChatUser) async throws(ChatError) -> ConversationDetail {
        let conversation = try await accessible(id, to: user)
        let roster = try await roster(of: id)
        let unread = try await reading { () async throws(StoreError) in try await store.unreadCount(of: id, for: user.id) }
        return ConversationDetail(
            conversation: conversation, participants: withPresence(roster.listed, in: id), participantCount: roster.count,
            unreadCount: unread)
    }

    private func withPresence(_ participants: [Participant], in id: String) -> [Participant] {
        guard let room = rooms.pinIfPresent(id) else { return participants }
        defer { room.unpin() }
        return room.withState { state in
            participants.map { participant in
                var participant = participant
                participant.online = state.presence.isOnline(participant.id)
                return participant
            }
        }
    }
}
