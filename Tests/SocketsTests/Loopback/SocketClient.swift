import Glibc
import NIOCore

@testable import Sockets

/// A client on a plain blocking socket, so that a test can do what well-behaved clients do not: stop reading, reset, half
/// close, send byte by byte. Every wait ends after five minutes.
// @unchecked: a test uses a client from one thread at a time.
final class SocketClient: @unchecked Sendable {
    /// What went wrong between client and server.
    enum Failure: Error {
        case noConnection(errno: Int32)
        case nothingCame(errno: Int32)
        case endOfFile
    }

    /// One frame of the server.
    struct Frame: Equatable {
        var opcode: Opcode
        var payload: [UInt8]

        var text: String { String(decoding: payload, as: UTF8.self) }
        /// The code of a Close frame; nil when it is empty.
        var closeCode: UInt16? { payload.count < 2 ? nil : UInt16(payload[0]) << 8 | UInt16(payload[1]) }
    }

    private(set) var descriptor: Int32
    private var input: [UInt8] = []
    private var position = 0

    /// - Parameter receiveBuffer: bytes that the kernel takes for a client that does not read; nil is the system's default.
    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        var limit = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        let result = try SocketAddress(ipAddress: "127.0.0.1", port: port).withSockAddr { address, size in
            connect(descriptor, address, socklen_t(size))
        }
        guard result == 0 else { throw Failure.noConnection(errno: errno) }
    }

    deinit { close() }

    /// The request that opens a socket.
    static func request(path: String = "/") -> [UInt8] {
        Array(
            ("GET \(path) HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").utf8)
    }

    /// Opens the socket.
    func upgrade(path: String = "/") throws {
        send(Self.request(path: path))
        try expectUpgrade()
    }

    /// Reads the answer to the handshake.
    func expectUpgrade() throws {
        let head = try readHead()
        guard head.hasPrefix("HTTP/1.1 101 ") else { throw Failure.endOfFile }
    }
}

// MARK: - Sending

extension SocketClient {
    /// Sends all bytes, unless the server has gone.
    func send(_ bytes: [UInt8]) {
        var sent = 0
        bytes.withUnsafeBytes { all in
            while sent < all.count {
                let result = Glibc.send(descriptor, all.baseAddress?.advanced(by: sent), all.count - sent, Int32(MSG_NOSIGNAL))
                guard result > 0 else { return }
                sent += result
            }
        }
    }

    func send(_ text: String) {
        send(ClientFrames.frame(.text, text))
    }

    /// Says that nothing more will be sent, and goes on reading.
    func shutdownWriting() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Ends the connection with a reset.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }
}

// MARK: - Reading

extension SocketClient {
    /// The next frame.
    func readFrame() throws -> Frame {
        let first = try byte()
        let second = try byte()
        var length = Int(second & 0x7F)
        if length == 126 {
            length = Int(try byte()) << 8 | Int(try byte())
        } else if length == 127 {
            length = 0
            for _ in 0..<8 { length = length << 8 | Int(try byte()) }
        }
        return Frame(opcode: Opcode(rawValue: first & 0x0F) ?? .continuation, payload: try take(length))
    }

    /// The next frame's text.
    func readText() throws -> String { try readFrame().text }

    /// The texts of the next `count` frames.
    func readTexts(_ count: Int) throws -> [String] {
        try (0..<count).map { _ in try readText() }
    }

    /// Whether the server has ended the connection and sent nothing more before.
    func isAtEnd() -> Bool {
        guard position == input.count else { return false }
        do {
            try fill()
            return false
        } catch Failure.endOfFile {
            return true
        } catch {
            return false
        }
    }

    /// The head of an HTTP response, with its empty line.
    func readHead() throws -> String {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) { head.append(try byte()) }
        return String(decoding: head, as: UTF8.self)
    }

    /// The next `count` bytes.
    func take(_ count: Int) throws -> [UInt8] {
        while input.count - position < count { try fill() }
        defer { position += count }
        return Array(input[position..<position + count])
    }

    private func byte() throws -> UInt8 {
        if position == input.count { try fill() }
        defer { position += 1 }
        return input[position]
    }

    private func fill() throws {
        if position == input.count {
            input.removeAll(keepingCapacity: true)
            position = 0
        }
        let chunk = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
            count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        if chunk.isEmpty {
            // A reset ends the connection too; only a time-out does not.
            if errno == EAGAIN, !isHungUp { throw Failure.nothingCame(errno: errno) }
            throw Failure.endOfFile
        }
        input += chunk
    }

    private var isHungUp: Bool {
        var query = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&query, 1, 0) > 0
    }
}
