import Wire

/// Who of a conversation may know how the server runs, as their last tokens there said.
public struct OperatorCensus: Sendable, Equatable {
    /// Whether anybody takes part at all: an administrator is in a room without that.
    public var hasParticipants: Bool
    /// Participants whose token had no scope `dashboard`, those who joined first first; as many as were asked for.
    public var others: [UserRef]

    public init(hasParticipants: Bool, others: [UserRef]) {
        self.hasParticipants = hasParticipants
        self.others = others
    }
}
