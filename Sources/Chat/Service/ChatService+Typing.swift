import ChannelLayer
import Essentials

extension ChatService {
    /// A user started or stopped typing. The room is told of changes only; without another call it ends after
    /// ``ChatConfiguration/typingSeconds``, and with the user's last socket.
    ///
    /// A second start of the same user within 2 s, and what goes beyond 16 changes a room between two calls of ``sweep()``,
    /// waits for the sweep, and is never told if it has changed back by then.
    public func typing(_ isTyping: Bool, room: Room, user: ChatUser) {
        let now = clock.monotonicNanoseconds()
        let deadline = now + configuration.typingNanoseconds
        if update(room, { $0.setTyping(user.reference, isTyping, deadline: deadline, at: now) }) { layer.flush() }
    }
}
