/// `message_deleted`: a message is a tombstone now; its content, attachments and reactions are gone.
public struct MessageDeleted: Sendable, Equatable {
    public var messageID: String
    /// Who deleted it.
    public var user: UserRef
    /// The deleter's own id for the frame.
    public var clientID: String?

    /// A deletion.
    public init(messageID: String, user: UserRef, clientID: String?) {
        self.messageID = messageID
        self.user = user
        self.clientID = clientID
    }
}
