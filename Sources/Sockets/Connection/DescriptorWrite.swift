import Glibc

/// One `send(2)` on a connection's descriptor.
///
/// `MSG_DONTWAIT`: the loop never blocks on a peer. `MSG_NOSIGNAL`: a peer that went away is an error code, not SIGPIPE.
enum DescriptorWrite {
    enum Result: Equatable {
        /// The kernel took this many bytes; fewer than offered means that its buffer is full.
        case wrote(Int)
        /// The connection is broken.
        case failed(errno: Int32)
    }

    @inline(__always)
    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Result {
        send(descriptor, bytes) { Glibc.send($0, $1, $2, $3) }
    }

    /// The same with another system call, for tests.
    @inline(__always)
    static func send(
        _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, system: (Int32, UnsafeRawPointer?, Int, Int32) -> Int
    ) -> Result {
        while true {
            let result = system(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            if result >= 0 { return .wrote(result) }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK, ENOBUFS: return .wrote(0)
            default: return .failed(errno: errno)
            }
        }
    }
}
