import Glibc

/// The socket address of a target, resolved once before the run.
public struct TargetAddress: Sendable {
    private let storage: sockaddr_storage
    private let length: socklen_t
    let family: Int32

    /// Resolves `host`; of several addresses an IPv4 one is taken first.
    ///
    /// - Parameter allowRemote: false refuses every address that is not this machine's loopback, since a load generator
    ///   pointed at somebody else's server is an attack.
    /// - Throws: ``LoadError`` when the name is unknown or the address is remote and may not be.
    public init(resolving host: String, port: UInt16, allowRemote: Bool) throws(LoadError) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard status == 0, let chosen = Self.preferred(list) else {
            throw .badTarget("cannot resolve \(host): \(String(cString: gai_strerror(status)))")
        }
        var storage = sockaddr_storage()
        memcpy(&storage, chosen.ai_addr, Int(chosen.ai_addrlen))
        self.storage = storage
        length = chosen.ai_addrlen
        family = chosen.ai_family
        guard allowRemote || isLoopback else {
            throw .remoteTarget("\(host) is not this machine: --allow-remote lets the load go there")
        }
    }

    /// 127.0.0.0/8 or ::1.
    var isLoopback: Bool {
        var copy = storage
        return withUnsafeBytes(of: &copy) { bytes in
            if family == AF_INET { return bytes[4] == 127 }
            return family == AF_INET6 && bytes[8..<24].elementsEqual([UInt8](repeating: 0, count: 15) + [1])
        }
    }

    /// Begins to connect a non-blocking socket. Returns 0 or `errno`.
    func connect(_ descriptor: Int32) -> Int32 {
        var copy = storage
        return withUnsafePointer(to: &copy) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                Glibc.connect(descriptor, address, length) == 0 ? 0 : errno
            }
        }
    }

    private static func preferred(_ list: UnsafeMutablePointer<addrinfo>?) -> addrinfo? {
        var first: addrinfo?
        var node = list
        while let entry = node?.pointee {
            if entry.ai_family == AF_INET { return entry }
            if first == nil, entry.ai_family == AF_INET6 { first = entry }
            node = entry.ai_next
        }
        return first
    }
}
