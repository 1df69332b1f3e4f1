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
    /// Nil when the client did not say how long the file is; a form does not.
    public var totalBytes: Int64?
    /// How many bytes the file has at most, where ``totalBytes`` is not known: what is left of a form for it. Nil when that is
    /// not known either.
    public var longestBytes: Int64?
    public var status: Status

    /// A progress.
    public init(
        uploadID: String, fileName: String, receivedBytes: Int64, totalBytes: Int64?, longestBytes: Int64? = nil, status: Status
    ) {
        self.uploadID = uploadID
        self.fileName = fileName
        self.receivedBytes = receivedBytes
        self.totalBytes = totalBytes
        self.longestBytes = longestBytes
        self.status = status
    }

    /// 0 to 100, of ``longestBytes`` where ``totalBytes`` is not known; nil when neither is.
    public var percent: Int? {
        guard let bytes = totalBytes ?? longestBytes else { return nil }
        guard bytes > 0 else { return 100 }
        return Int(min(100, Double(receivedBytes) * 100 / Double(bytes)))
    }
}
