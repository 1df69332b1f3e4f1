import Wire

extension Message {
    /// A message as it is once it was stored under `seq`.
    public init(_ new: NewMessage, seq: Int64, attachments: [Attachment] = []) {
        self.init(
            id: new.id, seq: seq, conversationID: new.conversationID, role: new.role, author: new.author, content: new.content,
            createdAtMilliseconds: new.createdAtMilliseconds, status: new.status, replyTo: new.replyTo, clientID: new.clientID,
            model: new.model, usage: new.usage, attachments: attachments)
    }
}
