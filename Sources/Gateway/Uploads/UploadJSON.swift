import Chat
import Wire

/// Uploads as the REST answers show them.
enum UploadJSON {
    /// `{id, file_name, content_type, size, sha256, url, created_at}`
    static func bytes(_ record: UploadRecord) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("id", record.id)
        writer.member("file_name", record.fileName)
        writer.member("content_type", record.contentType)
        writer.member("size", record.size)
        writer.member("sha256", record.sha256)
        writer.member("url", url(record))
        writer.member("created_at", time: record.createdAtMilliseconds)
        writer.endObject()
        return writer.bytes
    }

    /// Where the content is.
    static func url(_ record: UploadRecord) -> String { "/api/uploads/" + record.id }
}
