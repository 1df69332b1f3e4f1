import ChannelLayer

extension ChatService {
    /// A user started or stopped typing. The room is told of changes only; without another call it ends after
    /// ``ChatConfiguration/typingSeconds``, and with the user's last socket.
    public func typing(_ isTyping: Bool, room: Room, user: ChatUser) {
        let deadline = clock.monotonicNanoseconds() + configuration.typingNanoseconds
        if update(room, { $0.setTyping(user.reference, isTyping, deadline: deadline) }) { layer.flush() }
    }
}
