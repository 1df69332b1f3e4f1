import Glibc
import Synchronization

/// A tiny broadcast server on a thread: upgrades whoever comes, greets, pings once, and sends every text to all.
///
/// How it misbehaves is told by ``Fault``.
final class LoopbackServer: Sendable {
    enum Fault: Sendable { case none, loses, doubles, refuses, closes }

    let port: UInt16
    private let listener: Int32
    private let fault: Fault
    /// Pongs that answered the greeting's ping.
    let pongs = Atomic<Int>(0)
    /// Close frames with code 1000.
    let closes = Atomic<Int>(0)

    init(_ fault: Fault = .none) {
        self.fault = fault
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, size)
                _ = getsockname(listener, $0, &size)
            }
        }
        listen(listener, 64)
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Serves until nothing has happened for two seconds.
    func start() {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<LoopbackServer>.fromOpaque(context).takeRetainedValue().serve()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        pthread_detach(thread)
    }

    private func serve() {
        var clients: [Client] = []
        while true {
            var waiting = ([listener] + clients.map(\.socket)).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&waiting, nfds_t(waiting.count), 2_000) > 0 else { break }
            var texts: [[UInt8]] = []
            for index in clients.indices where waiting[index + 1].revents != 0 { texts += clients[index].read(self, fault) }
            for text in texts { broadcast(text, to: clients) }
            clients.removeAll { $0.isGone }
            if waiting[0].revents != 0 { clients.append(Client(socket: accept(listener, nil, nil))) }
        }
        close(listener)
    }

    private func broadcast(_ text: [UInt8], to clients: [Client]) {
        let frame = FrameScannerTests.frame(0x81, text)
        for (index, client) in clients.enumerated() where client.isUp {
            if index == 1, fault == .loses { continue }
            client.write(index == 1 && fault == .doubles ? frame + frame : frame)
        }
    }
}

extension LoopbackServer {
    private struct Client {
        let socket: Int32
        var bytes: [UInt8] = []
        var isUp = false
        var isGone = false

        init(socket: Int32) { self.socket = socket }

        func write(_ data: [UInt8]) { _ = send(socket, data, data.count, Int32(MSG_NOSIGNAL)) }

        /// The texts that came.
        mutating func read(_ server: LoopbackServer, _ fault: Fault) -> [[UInt8]] {
            var block = [UInt8](repeating: 0, count: 4_096)
            let count = recv(socket, &block, block.count, 0)
            guard count > 0 else {
                end()
                return []
            }
            bytes += block.prefix(count)
            if !isUp { upgrade(fault) }
            return isUp ? frames(server) : []
        }

        private mutating func end() {
            close(socket)
            isGone = true
            isUp = false
        }

        private mutating func upgrade(_ fault: Fault) {
            guard bytes.suffix(4) == [13, 10, 13, 10] else { return }
            bytes = []
            isUp = true
            if fault == .refuses { return write(Array("HTTP/1.1 403 Forbidden\r\n\r\n".utf8)) }
            let greeting = FrameScannerTests.frame(0x81, Array(#"{"type":"connection"}"#.utf8))
            let close = fault == .closes ? FrameScannerTests.frame(0x88, [0x11, 0x31] + Array("no token".utf8)) : []
            write(Array("HTTP/1.1 101 Switching Protocols\r\n\r\n".utf8) + close + greeting + [0x89, 1, 7])
        }

        private mutating func frames(_ server: LoopbackServer) -> [[UInt8]] {
            var texts: [[UInt8]] = []
            while bytes.count >= 6 {
                let header = bytes[1] & 127 == 126 ? 4 : 2
                let length = header == 4 ? Int(bytes[2]) << 8 | Int(bytes[3]) : Int(bytes[1] & 127)
                guard bytes.count >= header + 4 + length else { break }
                let key = Array(bytes[header..<header + 4])
                let payload = (0..<length).map { bytes[header + 4 + $0] ^ key[$0 & 3] }
                let opcode = bytes[0] & 15
                bytes.removeFirst(header + 4 + length)
                if opcode == 1 { texts.append(payload) }
                if opcode == 10, payload == [7] { server.pongs.add(1, ordering: .relaxed) }
                if opcode == 8 {
                    if payload == [3, 232] { server.closes.add(1, ordering: .relaxed) }
                    write(FrameScannerTests.frame(0x88, payload))
                    end()
                    break
                }
            }
            return texts
        }
    }
}
