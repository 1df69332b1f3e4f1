import Wire

extension ReplayPage.Frame {
    /// The event as it goes out live.
    init(_ event: RoomEvent) {
        self.init(seq: event.seq, type: Self.type(of: event.content), payload: ChatFrames.event(event))
    }

    private static func type(of content: RoomEvent.Content) -> String {
        switch content {
        case .newMessage: "new_message"
        case .answerCompleted: "message_complete"
        case .answerFailed: "message_error"
        case .edited: "message_edited"
        case .deleted: "message_deleted"
        case .reaction: "reaction"
        }
    }
}
