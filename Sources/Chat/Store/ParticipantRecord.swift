import Wire

/// A stored participant.
public struct ParticipantRecord: Sendable, Equatable {
    public var user: UserRef
    public var lastReadSeq: Int64

    public init(user: UserRef, lastReadSeq: Int64) {
        self.user = user
        self.lastReadSeq = lastReadSeq
    }
}
