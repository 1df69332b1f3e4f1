import Glibc

extension IPAddress {
    /// `192.0.2.1`, `2001:db8::1` (RFC 5952, by inet_ntop(3)).
    public var text: String {
        // INET6_ADDRSTRLEN
        var room = [CChar](repeating: 0, count: 46)
        let isWritten = bytes.withUnsafeBytes { inet_ntop(isVersion4 ? AF_INET : AF_INET6, $0.baseAddress, &room, 46) != nil }
        guard isWritten else { return "" }
        return String(decoding: room.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
