import Essentials
import Wire

/// The participants of a room, as far as they are needed in memory.
///
/// The first hundred to join are kept as the list that `connection` shows. Of a larger room the others are learned when
/// they come, and forgotten again when they have gone and many are known.
struct Roster {
    /// How many participants are listed.
    static let listLimit = 100
    /// Over how many known participants those who went offline are forgotten.
    static let memoryLimit = 1_000

    private struct Member {
        var name: String
        var lastReadSeq: Int64
        var isOperator: Bool
        var listIndex: Int?
    }

    private var members: [ExactText: Member] = [:]
    /// The first to join, with whether they are online.
    private(set) var listed: [Participant] = []
    /// How many participants the room has, known or not.
    private(set) var count: Int
    /// Whether a user who is not known here is no participant.
    private(set) var isComplete: Bool

    /// Makes a roster.
    ///
    /// - Parameters:
    ///   - records: those who joined first, in that order: all of them, or at least ``listLimit``.
    ///   - count: how many there are in all.
    init(records: [ParticipantRecord], count: Int) {
        self.count = count
        isComplete = records.count == count
        for record in records {
            learn(record, canList: true)
        }
    }

    /// The participants of a conversation that is opened, with the one who opens it.
    init(_ opening: ConversationOpening) {
        self.init(records: opening.participants, count: opening.participantCount)
        if let user = opening.user { learn(user) }
    }

    /// The name under which the user takes part, or nil for one who is not known.
    func name(of userID: String) -> String? {
        members[ExactText(userID)]?.name
    }

    /// Whether the user takes part just as their token says now, or nil for one who is not known.
    func agrees(with user: ChatUser) -> Bool? {
        guard let member = members[ExactText(user.id)] else { return nil }
        return ExactText(member.name) == ExactText(user.name) && member.isOperator == user.isOperator
    }

    /// How far the user has read, or nil for one who is not known.
    func lastReadSeq(of userID: String) -> Int64? {
        members[ExactText(userID)]?.lastReadSeq
    }

    /// Remembers a participant whom the store knows.
    mutating func learn(_ record: ParticipantRecord) {
        learn(record, canList: false)
    }

    /// Takes in what a committed write said: the user takes part, under this name.
    ///
    /// - Parameters:
    ///   - isOperator: as the user's token says; nil leaves it as it is.
    ///   - isNew: whether the write changed anything; for a user who is not known that means they joined.
    mutating func join(_ user: UserRef, isOperator: Bool? = nil, isNew: Bool) {
        guard members[ExactText(user.id)] == nil else { return update(user, isOperator: isOperator) }
        learn(ParticipantRecord(user: user, lastReadSeq: 0, isOperator: isOperator ?? false), canList: isNew && isComplete)
        count += isNew ? 1 : 0
    }

    /// Takes in what a committed write said: the user took part and does so no more.
    mutating func remove(_ userID: String) {
        count -= 1
        guard let index = members.removeValue(forKey: ExactText(userID))?.listIndex else { return }
        listed.remove(at: index)
        for later in index..<listed.count {
            members[ExactText(listed[later].id)]?.listIndex = later
        }
    }

    /// The user's read mark stands at `seq` now; it never goes back.
    mutating func markRead(_ userID: String, seq: Int64) {
        let key = ExactText(userID)
        guard var member = members[key], member.lastReadSeq < seq else { return }
        member.lastReadSeq = seq
        members[key] = member
        if let index = member.listIndex {
            listed[index].lastReadSeq = seq
        }
    }

    /// Shows in the list whether the user is online.
    mutating func setOnline(_ userID: String, _ isOnline: Bool) {
        let key = ExactText(userID)
        guard let member = members[key] else { return }
        if let index = member.listIndex {
            listed[index].online = isOnline
        } else if !isOnline, members.count > Self.memoryLimit {
            members[key] = nil
            isComplete = false
        }
    }

    private mutating func learn(_ record: ParticipantRecord, canList: Bool) {
        let user = record.user
        let key = ExactText(user.id)
        guard members[key] == nil else { return }
        var member = Member(name: user.name, lastReadSeq: record.lastReadSeq, isOperator: record.isOperator)
        if canList, listed.count < Self.listLimit {
            member.listIndex = listed.count
            listed.append(Participant(id: user.id, name: user.name, online: false, lastReadSeq: record.lastReadSeq))
        }
        members[key] = member
    }

    private mutating func update(_ user: UserRef, isOperator: Bool?) {
        let key = ExactText(user.id)
        members[key]?.name = user.name
        if let isOperator { members[key]?.isOperator = isOperator }
        if let index = members[key]?.listIndex {
            listed[index].name = user.name
        }
    }
}
