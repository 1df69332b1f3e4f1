import Wire

extension RoomEntry {
    /// What a room in this state says to a socket that enters.
    init(room: Room, state: RoomState, defaultAssistant: AssistantMode) {
        self.init(
            room: room, conversation: ConversationInfo(state.conversation, defaultAssistant: defaultAssistant),
            participants: state.roster.listed, participantCount: state.roster.count, lastSeq: state.lastSeq, part: state.answers.part,
            streaming: state.answers.soFar)
    }
}
