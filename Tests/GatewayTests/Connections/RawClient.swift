import Glibc
import NIOCore

/// A client on a plain blocking socket, so that a test can do what well-behaved clients do not. Every wait ends after five minutes.
// @unchecked: a test uses a client from one thread at a time.
final class RawClient: @unchecked Sendable {
    enum Failure: Error {
        case noConnection
        case endOfFile
    }

    private let descriptor: Int32
    private var input: [UInt8] = []

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = try SocketAddress(ipAddress: "127.0.0.1", port: port).withSockAddr { address, size in
            connect(descriptor, address, socklen_t(size))
        }
        guard result == 0 else { throw Failure.noConnection }
    }

    deinit { close(descriptor) }

    /// Sends all bytes, unless the server has gone.
    func send(_ bytes: [UInt8]) {
        var sent = 0
        bytes.withUnsafeBytes { all in
            while sent < all.count {
                let count = Glibc.send(descriptor, all.baseAddress?.advanced(by: sent), all.count - sent, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// The next head of an answer; what follows it stays.
    func readHead() throws -> String {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let index = input.indices.first(where: { input[$0...].starts(with: end) }) {
                let head = String(decoding: input[..<index], as: UTF8.self)
                input.removeSubrange(..<(index + end.count))
                return head
            }
            try fill()
        }
    }

    /// The next head and the body, whose length it says.
    func readAnswer() throws -> (head: String, body: String) {
        let head = try readHead()
        let length = head.lowercased().split(separator: "content-length: ").last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
        while input.count < length { try fill() }
        defer { input.removeSubrange(..<length) }
        return (head, String(decoding: input[..<length], as: UTF8.self))
    }

    private func fill() throws {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &piece, piece.count, 0)
        guard count > 0 else { throw Failure.endOfFile }
        input.append(contentsOf: piece[..<count])
    }

    /// Ends the connection: in order, or with a reset.
    func leave(byReset: Bool) {
        var option = linger(l_onoff: byReset ? 1 : 0, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        shutdown(descriptor, Int32(byReset ? SHUT_RDWR : SHUT_WR))
    }
}
