import CLinux
import Glibc

/// An epoll(7) instance, level-triggered. Descriptors are named by the index of their connection.
struct Poller: ~Copyable {
    static let readable = UInt32(LINUX_EPOLL_READABLE)
    static let writable = UInt32(LINUX_EPOLL_WRITABLE)
    private static let capacity = 1_024

    private let descriptor: Int32
    private let events: UnsafeMutablePointer<linux_epoll_event>

    init() throws(LoadError) {
        descriptor = linux_epoll_create()
        guard descriptor >= 0 else { throw .system("epoll_create1", errno) }
        events = .allocate(capacity: Self.capacity)
        events.initialize(repeating: linux_epoll_event(), count: Self.capacity)
    }

    deinit {
        close(descriptor)
        events.deallocate()
    }

    func add(_ socket: Int32, index: Int, for mask: UInt32) { control(LINUX_EPOLL_ADD, socket, index, mask) }

    func change(_ socket: Int32, index: Int, to mask: UInt32) { control(LINUX_EPOLL_CHANGE, socket, index, mask) }

    /// Waits for events, at most `nanoseconds`; returns how many there are. An interrupted wait has none.
    func wait(nanoseconds: Int64) -> Int {
        max(0, Int(linux_epoll_wait(descriptor, events, Int32(Self.capacity), max(0, nanoseconds))))
    }

    /// An event of the last wait.
    @inline(__always)
    func event(_ number: Int) -> (index: Int, mask: UInt32) {
        (Int(truncatingIfNeeded: events[number].data), events[number].events)
    }

    private func control(_ operation: Int, _ socket: Int32, _ index: Int, _ mask: UInt32) {
        _ = linux_epoll_control(descriptor, Int32(operation), socket, mask, UInt64(index))
    }
}
