/// `upload_progress`: how far an upload to the room has come. It may be missed.
public struct UploadProgress: Sendable, Equatable {
    /// How an upload stands.
    public enum Status: String, Sendable, CaseIterable {
        /// Bytes are arriving. Exits: complete, failed, cancelled.
        case receiving
        /// Stored; it can be attached to a message.
        case complete
        /// Refused or broken off by the server; nothing of it is left.
        case failed
        /// The client went away; nothing of it is left.
        case cancelled
    }

    public var uploadID: String
    public var fileName: String
    public var receivedBytes: Int64
    /// Nil when the client did not say how long the file is.
    public var totalBytes: Int64?
    public var status: Status

    /// A progress.
    public init(uploadID: String, fileName: String, receivedBytes: Int64, totalBytes: Int64?, status: Status) {
        self.uploadID = uploadID
        self.fileName = fileName
        self.receivedBytes = receivedBytes
        self.totalBytes = totalBytes
        self.status = status
    }

    /// 0 to 100; nil when the length is not known.
    public var percent: Int? {
        guard let totalBytes else { return nil }
        guard totalBytes > 0 else { return 100 }
        return Int(min(100, Double(receivedBytes) * 100 / Double(totalBytes)))
    }
}
