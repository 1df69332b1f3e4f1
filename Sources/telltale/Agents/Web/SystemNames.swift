import Agents
import Dispatch
import Essentials
import Glibc

/// The names of the network, as the system resolves them.
enum SystemNames {
    /// Resolving blocks a thread until the system has an answer or gives up.
    private static let queue = DispatchQueue(label: "telltale.names", attributes: .concurrent)

    /// The addresses of a name in the order in which they should be tried; none when it has none, or nobody knows.
    ///
    /// - Throws: `CancellationError` when the task is cancelled; the system then ends its search unheard.
    /// - SeeAlso: getaddrinfo(3), RFC 6724 for the order.
    static func addresses(of name: String) async throws -> [IPAddress] {
        let answer = FirstAnswer<[IPAddress]>()
        queue.async { answer.give(.success(look(up: name))) }
        return try await withTaskCancellationHandler {
            try await answer.value()
        } onCancel: {
            answer.give(.failure(CancellationError()))
        }
    }

    private static func look(up name: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        // No version that this machine has no address of.
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = address(entry), !addresses.contains(address) { addresses.append(address) }
            next = entry.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let pointer = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return withUnsafeBytes(of: pointer.loadUnaligned(as: sockaddr_in.self).sin_addr) { IPAddress(bytes: Array($0)) }
        case AF_INET6:
            return withUnsafeBytes(of: pointer.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { IPAddress(bytes: Array($0)) }
        default:
            return nil
        }
    }
}
