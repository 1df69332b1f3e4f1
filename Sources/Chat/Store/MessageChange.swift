import Wire

/// A change to a message that was stored before. The store checks, in the transaction, that it may be made.
public struct MessageChange: Sendable {
    /// What changes.
    public enum Kind: Sendable, Equatable {
        /// A new content, not empty. The author's or an administrator's; of the role `user`, unless by an administrator.
        case edit(content: String)
        /// The content, the attachments and the reactions go; a tombstone stays. As for an edit, who may.
        case delete
        /// A reaction is added or taken back; any participant's.
        case reaction(emoji: String, isAdded: Bool)
    }

    /// How many different emoji a message has reactions with at most.
    public static let emojiLimit = 20

    public var conversationID: String
    public var messageID: String
    public var kind: Kind
    public var user: UserRef
    /// Whether the user may change what others said.
    public var isAdmin: Bool
    /// Unix time, milliseconds.
    public var atMilliseconds: Int64
    /// The user's own id for the frame; unique for ever by (conversation, user, id).
    public var clientID: String?

    public init(
        conversationID: String, messageID: String, kind: Kind, user: UserRef, isAdmin: Bool, atMilliseconds: Int64, clientID: String?
    ) {
        self.conversationID = conversationID
        self.messageID = messageID
        self.kind = kind
        self.user = user
        self.isAdmin = isAdmin
        self.atMilliseconds = atMilliseconds
        self.clientID = clientID
    }
}
