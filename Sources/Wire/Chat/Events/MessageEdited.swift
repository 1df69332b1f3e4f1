/// `message_edited`: a message has a new content.
public struct MessageEdited: Sendable, Equatable {
    public var messageID: String
    /// The new content; empty in a replay when the message was deleted since.
    public var content: String
    /// Unix time, milliseconds.
    public var editedAtMilliseconds: Int64
    /// Who edited it.
    public var user: UserRef
    /// The editor's own id for the frame.
    public var clientID: String?

    /// An edit.
    public init(messageID: String, content: String, editedAtMilliseconds: Int64, user: UserRef, clientID: String?) {
        self.messageID = messageID
        self.content = content
        self.editedAtMilliseconds = editedAtMilliseconds
        self.user = user
        self.clientID = clientID
    }
}
