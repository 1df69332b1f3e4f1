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
        var listIndex: Int?
    }

    private var members: [String: Member] = [:]
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

    /// The name under which the user takes part, or nil for one who is not known.
    func name(of userID: String) -> String? {
        members[userID]?.name
    }

    /// How far the user has read, or nil for one who is not known.
    func lastReadSeq(of userID: String) -> Int64? {
        members[userID]?.lastReadSeq
    }

    /// Remembers a participant whom the store knows.
    mutating func learn(_ record: ParticipantRecord) {
        learn(record, canList: false)
    }

    /// Takes in what a committed write said: the user takes part, under this name.
    ///
    /// - Parameter isNew: whether the write changed anything; for a user who is not known that means they joined.
    mutating func join(_ user: UserRef, isNew: Bool) {
        guard members[user.id] == nil else { return rename(user) }
        learn(ParticipantRecord(user: user, lastReadSeq: 0), canList: isNew && isComplete)
        count += isNew ? 1 : 0
    }

    /// The user's read mark stands at `seq` now; it never goes back.
    mutating func markRead(_ userID: String, seq: Int64) {
        guard var member = members[userID], member.lastReadSeq < seq else { return }
        member.lastReadSeq = seq
        members[userID] = member
        if let index = member.listIndex {
            listed[index].lastReadSeq = seq
        }
    }

    /// Shows in the list whether the user is online.
    mutating func setOnline(_ userID: String, _ isOnline: Bool) {
        guard let member = members[userID] else { return }
        if let index = member.listIndex {
            listed[index].online = isOnline
        } else if !isOnline, members.count > Self.memoryLimit {
            members[userID] = nil
            isComplete = false
        }
    }

    private mutating func learn(_ record: ParticipantRecord, canList: Bool) {
        guard members[record.user.id] == nil else { return }
        let user = record.user
        var member = Member(name: user.name, lastReadSeq: record.lastReadSeq)
        if canList, listed.count < Self.listLimit {
            member.listIndex = listed.count
            listed.append(Participant(id: user.id, name: user.name, online: false, lastReadSeq: record.lastReadSeq))
        }
        members[user.id] = member
    }

    private mutating func rename(_ user: UserRef) {
        members[user.id]?.name = user.name
        if let index = members[user.id]?.listIndex {
            listed[index].name = user.name
        }
    }
}
