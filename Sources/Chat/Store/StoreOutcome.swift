/// What a committed write came to.
public enum StoreOutcome: Sendable, Equatable {
    /// The message was stored under this `seq`.
    case appended(seq: Int64)
    /// The author had used this client id before: what was acknowledged then (nil for operations without).
    /// For a read mark that is no message and the `seq` where the mark stood.
    case repeated(messageID: String?, seq: Int64?)
    /// The read mark now stands at `seq`; `moved` is false when it stood there or further before.
    case read(seq: Int64, moved: Bool)
    /// The conversation was created or the participant is there; `changed` is false when nothing had to be written.
    case done(changed: Bool)
    /// A conversation with this id exists already.
    case exists
    /// There is no such conversation.
    case noConversation
}
