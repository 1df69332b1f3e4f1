import Chat
import Glibc

/// What a system call refused, and why.
struct DiskFailure: Error {
    /// The number of the error; see errno(3).
    let number: Int32
    /// For the log.
    let message: String

    /// The last failure on this thread.
    init(_ call: String) {
        number = errno
        message = "\(call): \(String(cString: strerror(number))) (\(number))"
    }

    /// What callers of the store are told. A file that may not grow and a full quota are no room, too.
    var storeError: UploadStoreError {
        switch number {
        case ENOSPC, EDQUOT, EFBIG: .outOfSpace(message)
        default: .unavailable(message)
        }
    }
}
