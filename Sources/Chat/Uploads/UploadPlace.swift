import Essentials

/// One upload's part of what its user may upload.
struct UploadPlace {
    let user: ExactText
    /// Bytes that are reserved for it.
    var reserved: Int64 = 0
    /// What of the user's had ended when it began.
    let endedBytes: Int64
    let endedCount: Int

    init(user: ExactText, endedBytes: Int64, endedCount: Int) {
        self.user = user
        self.endedBytes = endedBytes
        self.endedCount = endedCount
    }
}
