import Essentials

/// One upload's part of what its user may upload.
struct UploadPlace {
    let user: ExactText
    /// Bytes that are reserved for it.
    var reserved: Int64 = 0

    init(user: ExactText) {
        self.user = user
    }
}
