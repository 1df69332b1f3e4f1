import Wire

extension RoomEntry {
    /// What a room in this state says to a socket that enters.
    init(room: Room, state: RoomState) {
        self.init(
            room: room, conversation: ConversationInfo(state.conversation), participants: state.roster.listed,
            participantCount: state.roster.count, lastSeq: state.lastSeq)
    }
}
