import Dispatch
import Glibc
import NIOCore

/// A WebSocket client on a blocking socket with a thread of its own to wait on. Every wait ends after five minutes.
// @unchecked: `input` is touched on `queue` only; the descriptor is closed when nobody can use it any more.
final class SocketClient: @unchecked Sendable {
    struct Failure: Error {
        var problem: String
    }

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "client")
    private var input: [UInt8] = []

    /// Connects and asks for the socket; does not wait for an answer.
    init(port: Int, target: String) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = try SocketAddress(ipAddress: "127.0.0.1", port: port).withSockAddr { address, size in
            Glibc.connect(descriptor, address, socklen_t(size))
        }
        guard result == 0 else { throw Failure(problem: "no connection") }
        write(
            Array(
                ("GET \(target) HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").utf8))
        queue.async { [self] in isUpgraded = (try? upgrade()) != nil }
    }

    deinit { close(descriptor) }

    private var isUpgraded = false

    /// Sends one text frame.
    func send(_ text: String) {
        let payload = Array(text.utf8)
        let length =
            payload.count < 126
            ? [0x80 | UInt8(payload.count)] : [0xFE, UInt8(payload.count >> 8), UInt8(truncatingIfNeeded: payload.count)]
        // Masked with zeros, which leaves the bytes as they are.
        write([0x81] + length + [0, 0, 0, 0] + payload)
    }

    /// Ends the connection without a Close.
    func hangUp() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// The next frame of this type, without those before it.
    ///
    /// - Throws: ``Failure`` when the connection ends or is closed before.
    @discardableResult
    func next(_ type: String) async throws -> String {
        while true {
            let frame = try await next()
            if frame.hasPrefix(#"{"type":"\#(type)""#) { return frame }
            if frame.hasPrefix("close ") { throw Failure(problem: "\(frame) instead of \(type)") }
        }
    }

    /// The next frame; a Close as `close 4403 reason`.
    func next() async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in continuation.resume(with: Result { try read() }) }
        }
    }

    private func write(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            sent += count
        }
    }

    private func upgrade() throws {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) { head += try take(1) }
        guard String(decoding: head, as: UTF8.self).hasPrefix("HTTP/1.1 101 ") else { throw Failure(problem: "no socket") }
    }

    private func read() throws -> String {
        guard isUpgraded else { throw Failure(problem: "no socket") }
        let head = try take(2)
        var length = Int(head[1])
        if length >= 126 { length = try take(length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) } }
        let payload = try take(length)
        guard head[0] == 0x88 else { return String(decoding: payload, as: UTF8.self) }
        let code = payload.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        return "close \(code) " + String(decoding: payload.dropFirst(2), as: UTF8.self)
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while input.count < count {
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            let received = recv(descriptor, &chunk, chunk.count, 0)
            guard received > 0 else { throw Failure(problem: received == 0 ? "end of file" : "nothing came") }
            input += chunk[..<received]
        }
        defer { input.removeFirst(count) }
        return Array(input[..<count])
    }
}
