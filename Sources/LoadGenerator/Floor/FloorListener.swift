import Glibc

/// A listening loopback socket for the floor's writer.
struct FloorListener: ~Copyable {
    private let descriptor: Int32
    let port: UInt16

    init() throws(LoadError) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system("socket", errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = descriptor
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) | listen(socket, 4_096) | getsockname(socket, $0, &size)
            }
        }
        guard status == 0 else { throw .system("bind", errno) }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }

    /// The next connection, without Nagle's delay; waits at most ten seconds for it.
    func accept() throws(LoadError) -> Int32 {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 10_000) == 1 else { throw .server("the floor's reader does not connect") }
        let accepted = Glibc.accept(descriptor, nil, nil)
        guard accepted >= 0 else { throw .system("accept", errno) }
        var on: Int32 = 1
        setsockopt(accepted, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return accepted
    }
}
