import Glibc
import NIOCore

/// Why accept(2) failed: a closed set, the label of the metric.
enum AcceptFailure: String {
    /// This process has all the files open that it may.
    case processFiles = "process_files"
    /// The system has all the files open that it may.
    case systemFiles = "system_files"
    /// The kernel has no memory for another socket.
    case memory
    /// The peer was gone before it was accepted.
    case aborted
    case other

    init(_ error: IOError) {
        switch error.errnoCode {
        case EMFILE: self = .processFiles
        case ENFILE: self = .systemFiles
        case ENOBUFS, ENOMEM: self = .memory
        case ECONNABORTED: self = .aborted
        default: self = .other
        }
    }

    /// How long to leave the peers in the kernel's queue. The port stays readable, so without a pause the loop would do
    /// nothing but fail.
    var pause: TimeAmount? {
        switch self {
        case .processFiles, .systemFiles, .memory: .milliseconds(100)
        case .aborted, .other: nil
        }
    }
}
