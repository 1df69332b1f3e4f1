import Chat
import Essentials
import Wire

/// One conversation of the store in memory, with the rules of ``MessageStore`` in their plainest form.
struct StoredConversation {
    /// Whose frame, and which.
    private struct ClientID: Hashable {
        var user: ExactText
        var id: ExactText
    }

    /// What a frame was acknowledged with.
    struct Acknowledged {
        var messageID: String?
        var seq: Int64?
    }

    var record: ConversationRecord
    var participants: [ParticipantRecord]
    /// As they are now, ascending by `seq`.
    var messages: [Message] = []
    /// Everything with a `seq`. Of a message what it was at first; ``currentEvents(after:)`` gives it as it is now.
    var events: [RoomEvent] = []
    /// The place of each message among those of all conversations, by id.
    var places: [String: Int64] = [:]
    /// Who reacted, by message.
    var reactions: [String: StoredReactions] = [:]
    private var acknowledged: [ClientID: Acknowledged] = [:]

    init(record: ConversationRecord, participants: [UserRef]) {
        self.record = record
        self.participants = participants.map { ParticipantRecord(user: $0, lastReadSeq: 0) }
    }

    /// The index of a message among ``messages``.
    func index(of messageID: String) -> Int? {
        messages.firstIndex { ExactText($0.id) == ExactText(messageID) }
    }

    /// The index of a user among ``participants``.
    func index(ofParticipant userID: String) -> Int? {
        participants.firstIndex { ExactText($0.user.id) == ExactText(userID) }
    }

    /// The events after `seq`, with each message as it is now.
    func currentEvents(after seq: Int64) -> [RoomEvent] {
        let current = Dictionary(uniqueKeysWithValues: messages.map { ($0.seq, $0) })
        return events.filter { $0.seq > seq }.map { event in
            current[event.seq].map { RoomEvent(seq: event.seq, .newMessage($0)) } ?? event
        }
    }

    /// Gives an event the next `seq`.
    mutating func record(_ content: RoomEvent.Content) -> RoomEvent {
        record.lastSeq += 1
        let event = RoomEvent(seq: record.lastSeq, content)
        events.append(event)
        return event
    }

    /// Does it unless this user used this client id before. What is refused uses up no client id.
    mutating func once(
        _ clientID: String?, by userID: String,
        _ body: (inout StoredConversation) -> (outcome: StoreOutcome, acknowledged: Acknowledged?)
    ) -> StoreOutcome {
        if let first = acknowledgement(of: clientID, by: userID) { return .repeated(messageID: first.messageID, seq: first.seq) }
        let done = body(&self)
        if let acknowledged = done.acknowledged { remember(clientID, by: userID, acknowledged) }
        return done.outcome
    }

    /// Notes what a frame was acknowledged with, unless its id was used before.
    mutating func remember(_ clientID: String?, by userID: String, _ new: Acknowledged) {
        guard let clientID, acknowledgement(of: clientID, by: userID) == nil else { return }
        acknowledged[ClientID(user: ExactText(userID), id: ExactText(clientID))] = new
    }

    func acknowledgement(of clientID: String?, by userID: String) -> Acknowledged? {
        clientID.flatMap { acknowledged[ClientID(user: ExactText(userID), id: ExactText($0))] }
    }
}
