/// A file that a message carries.
public struct Attachment: Sendable, Equatable {
    /// The upload's id; the file is at `/api/uploads/<id>`.
    public var id: String
    public var fileName: String
    /// The media type, as the content shows it.
    public var contentType: String
    /// Bytes.
    public var size: Int64

    /// An attachment.
    public init(id: String, fileName: String, contentType: String, size: Int64) {
        self.id = id
        self.fileName = fileName
        self.contentType = contentType
        self.size = size
    }

    /// Writes `{id, file_name, content_type, size, url}`.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("file_name", fileName)
        writer.member("content_type", contentType)
        writer.member("size", size)
        writer.member("url", "/api/uploads/" + id)
        writer.endObject()
    }
}
