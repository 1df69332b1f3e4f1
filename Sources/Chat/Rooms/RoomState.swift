import Wire

/// Everything a room keeps in memory. Its methods decide; the service carries out.
struct RoomState {
    /// The conversation as it was read, with what changed since; its `lastSeq` is not kept up, ``lastSeq`` is.
    private(set) var conversation: ConversationRecord
    /// The `seq` of the latest committed event.
    private(set) var lastSeq: Int64
    /// The answers that are generated or wait here.
    var answers = RoomAnswers()
    /// The participants.
    var roster: Roster
    /// Who is there.
    private(set) var presence = Presence()
    private var typing = TypingUsers()
    private var window = RoomWindow()
    /// Whether the room is on the list of the next sweep. Every room for which ``needsSweep`` holds is.
    var isWatched = false

    init(conversation: ConversationRecord, roster: Roster) {
        self.conversation = conversation
        self.roster = roster
        lastSeq = conversation.lastSeq
    }

    /// Whether time alone will change something here: a grace, a typist, or an empty room that can be forgotten.
    var needsSweep: Bool {
        presence.sockets == 0 || presence.hasDepartures || !typing.isEmpty
    }

    /// Whether nobody is here, counts as being here, or types.
    var isVacant: Bool {
        presence.online == 0 && typing.isEmpty
    }

    /// Whether the user may enter. Administrators enter every room and are listed in none by it.
    ///
    /// - Parameter isLookedUp: whether the store was asked about this user just now.
    func admission(of user: ChatUser, isLookedUp: Bool) -> Admission {
        if let agrees = roster.agrees(with: user) { return agrees ? .granted : .needsListing }
        if !roster.isComplete && !isLookedUp { return .unknown }
        if user.isAdmin { return .granted }
        return conversation.kind == .open ? .needsListing : .refused
    }

    /// Why a user with a socket here may say and change nothing; nil when they may. One who was removed has a socket until it
    /// is closed.
    func refusal(of user: ChatUser) -> ChatError? {
        guard user.isAdmin || roster.name(of: user.id) != nil else { return .forbidden }
        return conversation.isArchived ? .archived : nil
    }

    /// Whether the room's sockets are told. Presence is not, while more than `presenceLimit` users are online: in a crowd
    /// everybody's coming and going would cost the square of their number.
    func isBroadcast(_ announcement: Announcement, presenceLimit: Int) -> Bool {
        switch announcement {
        case .online: presence.online <= presenceLimit
        case .offline: presence.online < presenceLimit
        case .typing, .read: true
        }
    }

    /// A socket of the user entered.
    mutating func arrive(_ user: UserRef) -> Announcement? {
        guard presence.arrive(user) else { return nil }
        roster.setOnline(user.id, true)
        return .online(user)
    }

    /// A socket of the user left. Who has no other socket stops typing at once.
    mutating func depart(_ user: UserRef, deadline: Int64, at now: Int64) -> Announcement? {
        guard presence.depart(user.id, deadline: deadline), typing.stop(user.id, at: now) else { return nil }
        return .typing(user, false)
    }

    /// The user started or stopped typing; only a change is announced, and not always at once.
    mutating func setTyping(_ user: UserRef, _ isTyping: Bool, deadline: Int64, at now: Int64) -> Announcement? {
        let isTold = isTyping ? typing.start(user, until: deadline, at: now) : typing.stop(user.id, at: now)
        return isTold ? .typing(user, isTyping) : nil
    }

    /// The user's read mark was committed.
    mutating func markRead(_ user: UserRef, seq: Int64, moved: Bool) -> Announcement? {
        roster.markRead(user.id, seq: seq)
        return moved ? .read(user, seq: seq) : nil
    }

    /// What is over at `now`, in monotonic nanoseconds, and what had to wait until now.
    mutating func sweep(at now: Int64) -> [Announcement] {
        let changes = typing.sweep(at: now).map { Announcement.typing($0.user, $0.isTyping) }
        let gone = presence.expire(at: now)
        for user in gone {
            roster.setOnline(user.id, false)
        }
        return changes + gone.map { Announcement.offline($0) }
    }

    /// An event was committed.
    mutating func committed(seq: Int64) {
        lastSeq = max(lastSeq, seq)
    }

    /// A change of the conversation was committed.
    mutating func committed(_ change: ConversationChange) {
        conversation.title = change.title ?? conversation.title
        conversation.assistant = change.assistant(after: conversation.assistant)
        conversation.isArchived = change.isArchived ?? conversation.isArchived
    }

    /// It was committed that the user takes part; the parameters are those of ``Roster/join(_:isOperator:isNew:)``.
    mutating func joined(_ user: UserRef, isOperator: Bool?, isNew: Bool) {
        roster.join(user, isOperator: isOperator, isNew: isNew)
        if presence.isOnline(user.id) { roster.setOnline(user.id, true) }
    }

    /// Counts a message for the live feed and the slowest rooms.
    ///
    /// - Parameters:
    ///   - message: nanoseconds from its receipt to its broadcast; 0 when that is not known.
    ///   - answer: nanoseconds from its question to its end; 0 when it is no answer.
    /// - Returns: whether it was the first since ``takeWindow()``.
    mutating func countMessage(took message: Int64 = 0, answer: Int64 = 0) -> Bool {
        window.messages += 1
        if message > window.slowestMessage { window.slowestMessage = message }
        if answer > window.slowestAnswer { window.slowestAnswer = answer }
        return window.messages == 1
    }

    /// What happened since the last call.
    mutating func takeWindow() -> RoomWindow {
        defer { window = RoomWindow() }
        return window
    }
}
