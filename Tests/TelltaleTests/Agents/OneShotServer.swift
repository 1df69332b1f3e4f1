import Foundation
import Glibc
import Synchronization

/// A server on loopback that says the same to each of its few clients, whatever they ask.
///
/// With nothing to say it keeps the connection open and silent.
final class OneShotServer: Sendable {
    struct Failure: Error {}

    let port: Int
    private let listener: Int32
    private let state = Mutex((request: "", clients: [Int32]()))

    init(_ answer: String, times: Int = 1) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        // A `sockaddr_in` as bytes: 127.0.0.1 and any port.
        var address = [UInt8(AF_INET), 0, 0, 0, 127, 0, 0, 1] + [UInt8](repeating: 0, count: 8)
        let listener = listener
        let isListening = address.withUnsafeMutableBytes { bytes in
            var length = socklen_t(bytes.count)
            let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
            return bind(listener, address, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, address, &length) == 0
        }
        guard isListening else { throw Failure() }
        port = Int(address[2]) << 8 | Int(address[3])
        Thread.detachNewThread { [weak self] in
            for _ in 0..<times { Self.serve(listener, answer) { client, request in self?.keep(client, request) } }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        state.withLock { state in
            for client in state.clients { close(client) }
        }
    }

    /// What the last client sent.
    var request: String { state.withLock { $0.request } }

    private func keep(_ client: Int32, _ request: String) {
        state.withLock { state in
            state.clients.append(client)
            state.request = request
        }
    }

    private static func serve(_ listener: Int32, _ answer: String, _ keep: (Int32, String) -> Void) {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(client, &bytes, bytes.count)
        keep(client, String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
        _ = send(client, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
    }
}
