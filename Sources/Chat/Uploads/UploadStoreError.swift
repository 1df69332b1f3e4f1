/// Why a store of uploads could not do what was asked.
public enum UploadStoreError: Error, Sendable, Equatable {
    /// There is no room: the disk, a quota or the largest file size is exhausted. The text is for the log.
    case outOfSpace(String)
    /// The disk failed otherwise; the text is for the log.
    case unavailable(String)
}
