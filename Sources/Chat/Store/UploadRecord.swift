import Wire

/// A stored upload. Its file is complete and on the disk before the record is committed.
public struct UploadRecord: Sendable, Equatable {
    public var id: String
    public var conversationID: String
    /// Who uploaded it.
    public var userID: String
    public var fileName: String
    /// The media type, as the content shows it.
    public var contentType: String
    /// Bytes.
    public var size: Int64
    /// SHA-256 of the content, 64 hexadecimal digits in lower case.
    public var sha256: String
    /// Unix time, milliseconds.
    public var createdAtMilliseconds: Int64
    /// The message that carries it; nil while none does.
    public var messageID: String?

    public init(
        id: String, conversationID: String, userID: String, fileName: String, contentType: String, size: Int64, sha256: String,
        createdAtMilliseconds: Int64, messageID: String? = nil
    ) {
        self.id = id
        self.conversationID = conversationID
        self.userID = userID
        self.fileName = fileName
        self.contentType = contentType
        self.size = size
        self.sha256 = sha256
        self.createdAtMilliseconds = createdAtMilliseconds
        self.messageID = messageID
    }

    /// As a message carries it.
    public var attachment: Attachment {
        Attachment(id: id, fileName: fileName, contentType: contentType, size: size)
    }
}
