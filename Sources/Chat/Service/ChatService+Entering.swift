import ChannelLayer
import Essentials
import Wire

extension ChatService {
    /// A socket enters a room. It has joined the hub's group ``group(of:)`` before.
    ///
    /// Makes an open room on first use when configured; checks access; writes the user down as a participant of an open room,
    /// and a participant as their token shows them now; counts the socket for presence. For a participant of a room in memory
    /// of whom nothing changed it touches no store.
    ///
    /// - Returns: the content of `connection`, and the room for all further calls; ``leave(_:user:)`` is owed for it.
    /// - Throws: ``ChatError`` with the close code for the socket: 4400 for a malformed id, 4403, 4404, 1011 or 1013.
    public func enter(_ conversationID: String, user: ChatUser) async throws(ChatError) -> RoomEntry {
        guard Identifier.isValid(conversationID) else { throw .malformed("the conversation id is malformed") }
        let room = try await pinnedRoom(conversationID, for: user)
        do {
            return try await admit(user, to: room)
        } catch {
            room.unpin()
            throw error
        }
    }

    /// As ``enter(_:user:)``, at once, when all that is needed is in memory: what most sockets of a busy room need. Neither
    /// creates a task nor suspends, so an event loop may call it.
    ///
    /// - Returns: nil when the store has to be asked or the user is refused: then ``enter(_:user:)`` says which.
    public func enterIfKnown(_ conversationID: String, user: ChatUser) -> RoomEntry? {
        guard let room = rooms.pinIfPresent(conversationID) else { return nil }
        guard case .entered(let entry) = tryToEnter(user, room, isLookedUp: false) else {
            room.unpin()
            return nil
        }
        return entry
    }

    /// A socket has left its room: once for each successful ``enter(_:user:)``, after the socket's last call with this room.
    public func leave(_ room: Room, user: ChatUser) {
        let now = clock.monotonicNanoseconds()
        let hasPublished = update(room) { state in
            let announcement = state.depart(user.reference, deadline: now + configuration.presenceGraceNanoseconds, at: now)
            if state.presence.sockets == 0 { metrics.roomClosed() }
            return announcement
        }
        if hasPublished { layer.flush() }
        room.unpin()
    }

    /// The room, pinned, read or made if need be.
    func pinnedRoom(_ id: String, for user: ChatUser) async throws(ChatError) -> Room {
        if let room = rooms.pinIfPresent(id) { return room }
        return try await rooms.pinned(id) { [self] in await load(id, for: user) }.get()
    }

    /// Asks and writes until the answer is plain: at most one look-up and one write, unless the user changes name meanwhile.
    private func admit(_ user: ChatUser, to room: Room) async throws(ChatError) -> RoomEntry {
        var isLookedUp = false
        while true {
            switch tryToEnter(user, room, isLookedUp: isLookedUp) {
            case .entered(let entry):
                return entry
            case .blocked(.unknown):
                isLookedUp = true
                try await lookUp(user, in: room)
            case .blocked(.needsListing):
                try await list(user, in: room)
            case .blocked:
                throw .forbidden
            }
        }
    }

    private enum Attempt {
        case entered(RoomEntry)
        case blocked(Admission)
    }

    /// Checks access and takes the place in one step, so that the entry says what held at one moment.
    private func tryToEnter(_ user: ChatUser, _ room: Room, isLookedUp: Bool) -> Attempt {
        let (attempt, hasPublished) = room.withState { state -> (Attempt, Bool) in
            let admission = state.admission(of: user, isLookedUp: isLookedUp)
            guard admission == .granted else { return (.blocked(admission), false) }
            let announcement = state.arrive(user.reference)
            if state.presence.sockets == 1 { metrics.roomOpened() }
            let hasPublished = announcement.map { publish($0, in: room, state) } ?? false
            return (.entered(RoomEntry(room: room, state: state, defaultAssistant: defaultAssistant)), hasPublished)
        }
        if hasPublished { layer.flush() }
        return attempt
    }

    func lookUp(_ user: ChatUser, in room: Room) async throws(ChatError) {
        let record = try await reading { () async throws(StoreError) in try await store.participant(of: room.id, user: user.id) }
        guard let record else { return }
        room.withState { $0.roster.learn(record) }
    }

    func list(_ user: ChatUser, in room: Room) async throws(ChatError) {
        let outcome = try await commit(listing(of: user, in: room)) { [self] outcome in listed(user, outcome, in: room) }
        guard case .done = outcome else { throw ChatError(outcome) }
    }

    /// The write that makes the user a participant just as their token says.
    func listing(of user: ChatUser, in room: Room) -> StoreOperation {
        .addParticipant(
            conversationID: room.id, user: user.reference, isOperator: user.isOperator, atMilliseconds: clock.unixMilliseconds())
    }

    /// Takes in what became of ``listing(of:in:)``. Called on the store's thread, in the order of commits.
    func listed(_ user: ChatUser, _ outcome: StoreOutcome, in room: Room) {
        guard case .done(let changed) = outcome else { return }
        room.withState { $0.joined(user.reference, isOperator: user.isOperator, isNew: changed) }
    }
}
