extension ChatService {
    /// The user of a socket in the room has shown a new token. A participant whose name or scope it changes is written down as
    /// when entering: what the operations assistant may tell a room depends on it.
    ///
    /// Returns at once. While the store cannot write, the next entering makes up for it.
    ///
    /// - Parameters:
    ///   - user: as the new token says.
    ///   - room: from ``enter(_:user:)``, not left yet.
    /// - Returns: whether the user may stay: not one who had come as an administrator, is none any more and takes no part.
    public func renew(_ user: ChatUser, in room: Room) -> Bool {
        switch room.withState({ $0.admission(of: user, isLookedUp: true) }) {
        case .granted:
            return true
        case .needsListing:
            room.pin()
            store.enqueue(
                StoreWrite(listing(of: user, in: room)) { [self] result in
                    if case .success(let outcome) = result { listed(user, outcome, in: room) }
                    room.unpin()
                })
            return true
        case .unknown, .refused:
            return false
        }
    }
}
