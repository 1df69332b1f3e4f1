import Wire

/// What a client knows of a room that took its events one after the other.
public struct RoomReplica: Sendable, Equatable {
    /// The messages, in the order of their `seq`.
    public private(set) var messages: [Message] = []
    /// The last event that was taken.
    public private(set) var lastSeq: Int64 = 0

    /// Knows nothing.
    public init() {}

    /// Takes the next event.
    ///
    /// - Returns: false, and nothing is taken, when it is not the next one.
    @discardableResult
    public mutating func take(_ event: RoomEvent) -> Bool {
        guard event.seq == lastSeq + 1 else { return false }
        lastSeq = event.seq
        switch event.content {
        case .newMessage(let message):
            messages.append(message)
        case .answerCompleted, .answerFailed:
            break
        case .edited(let edit):
            change(edit.messageID) { message in
                message.content = edit.content
                message.editedAtMilliseconds = edit.editedAtMilliseconds
            }
        case .deleted(let deletion):
            change(deletion.messageID) { message in
                message.content = ""
                message.deleted = true
                message.attachments = []
                message.reactions = []
            }
        case .reaction(let reaction):
            change(reaction.messageID) { $0.reactions = reaction.counts }
        }
        return true
    }

    private mutating func change(_ messageID: String, _ body: (inout Message) -> Void) {
        guard let index = messages.firstIndex(where: { $0.id == messageID }) else { return }
        body(&messages[index])
    }
}
