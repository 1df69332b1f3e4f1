import Wire

/// A stored participant.
public struct ParticipantRecord: Sendable, Equatable {
    public var user: UserRef
    public var lastReadSeq: Int64
    /// Whether the user's last token in this conversation let them see how the server runs (scope `dashboard`).
    public var isOperator: Bool

    public init(user: UserRef, lastReadSeq: Int64, isOperator: Bool = false) {
        self.user = user
        self.lastReadSeq = lastReadSeq
        self.isOperator = isOperator
    }
}
