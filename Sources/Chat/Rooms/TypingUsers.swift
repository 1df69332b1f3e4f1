import Essentials
import Wire

/// Who is typing in a room, and how far the room has been told.
///
/// What users say is a level, not an event: the room hears of it when it may, and of what has changed back meanwhile never. A
/// user's start is told at the earliest ``rest`` after the one before, and of all users together ``framesPerSweep`` changes
/// from one sweep to the next; the sweep tells what had to wait. So whatever clients send, what a room costs is bounded.
///
/// A value without a clock: whoever calls says what time it is, in monotonic nanoseconds.
struct TypingUsers {
    /// From one start of a user that is told to the next, nanoseconds: 2 s. A stop never waits for it.
    static let rest: Int64 = 2_000_000_000
    /// How many changes the room is told from one sweep to the next.
    static let framesPerSweep = 16

    /// A user who types, or is believed to, or did so within the ``rest``.
    private struct Typist {
        var reference: UserRef
        /// When typing ends by itself; nil when it has ended.
        var deadline: Int64?
        /// Whether the room was told last that the user types.
        var isShown = false
        /// When a start may be told.
        var rested: Int64

        var isTyping: Bool { deadline != nil }

        /// Whether the room should be told.
        func isDue(at now: Int64) -> Bool {
            isTyping != isShown && (isShown || rested <= now)
        }
    }

    /// What the room is to be told of a user.
    struct Change: Equatable {
        var user: UserRef
        var isTyping: Bool
    }

    private var typists: [ExactText: Typist] = [:]
    /// How many changes may be told until the next sweep.
    private var framesLeft = framesPerSweep

    /// Whether nobody types and nothing has to be remembered of those who did.
    var isEmpty: Bool { typists.isEmpty }

    /// The user types, until `deadline` unless they say so again.
    ///
    /// - Returns: whether the room is to be told now.
    mutating func start(_ user: UserRef, until deadline: Int64, at now: Int64) -> Bool {
        let key = ExactText(user.id)
        var typist = typists[key] ?? Typist(reference: user, rested: now)
        typist.reference = user
        typist.deadline = deadline
        return show(typist, key, at: now)
    }

    /// The user types no more.
    ///
    /// - Returns: whether the room is to be told now.
    mutating func stop(_ userID: String, at now: Int64) -> Bool {
        let key = ExactText(userID)
        guard var typist = typists[key] else { return false }
        typist.deadline = nil
        return show(typist, key, at: now)
    }

    /// Ends what is over, and says what the room is to be told of that and of what had to wait: stops first, by id, then
    /// starts in the order in which they might have been told. Called by each sweep.
    mutating func sweep(at now: Int64) -> [Change] {
        guard !typists.isEmpty else { return [] }
        framesLeft = Self.framesPerSweep
        var due: [Typist] = []
        for (key, typist) in typists {
            var typist = typist
            if let deadline = typist.deadline, deadline <= now {
                typist.deadline = nil
                typists[key] = typist
            }
            if typist.isDue(at: now) {
                due.append(typist)
            } else if !typist.isTyping, typist.rested <= now {
                typists[key] = nil
            }
        }
        return tell(due, at: now)
    }

    private mutating func tell(_ due: [Typist], at now: Int64) -> [Change] {
        due.sorted(by: Self.isToldFirst).prefix(framesLeft).map { typist in
            _ = show(typist, ExactText(typist.reference.id), at: now)
            return Change(user: typist.reference, isTyping: typist.isTyping)
        }
    }

    private static func isToldFirst(_ left: Typist, _ right: Typist) -> Bool {
        guard left.isShown == right.isShown else { return left.isShown }
        guard left.isShown || left.rested == right.rested else { return left.rested < right.rested }
        return ExactText(left.reference.id) < ExactText(right.reference.id)
    }

    /// Keeps how it stands with a user.
    ///
    /// - Returns: whether the room is to be told now.
    private mutating func show(_ typist: Typist, _ key: ExactText, at now: Int64) -> Bool {
        var typist = typist
        let isTold = typist.isDue(at: now) && framesLeft > 0
        if isTold {
            framesLeft -= 1
            typist.isShown = typist.isTyping
            if typist.isShown { typist.rested = now + Self.rest }
        }
        typists[key] = typist
        return isTold
    }
}
