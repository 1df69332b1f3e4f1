/// The opening handshake from the client's side (RFC 6455 section 4.1).
enum Handshake {
    enum Answer: Equatable {
        /// The response's end has not come yet.
        case incomplete
        /// 101; frames begin after `consumed` bytes.
        case accepted(consumed: Int)
        /// Another status, with its line, or something that is no HTTP.
        case refused(String)
    }

    /// - Parameter key: 16 random bytes.
    static func request(path: String, host: String, key: some Collection<UInt8>) -> [UInt8] {
        let lines = [
            "GET \(path) HTTP/1.1", "Host: \(host)", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Key: \(Base64.encode(key))", "Sec-WebSocket-Version: 13", "", "",
        ]
        return [UInt8](lines.joined(separator: "\r\n").utf8)
    }

    /// Reads the beginning of the stream. `Sec-WebSocket-Accept` is not checked: this measures servers, a conformance suite
    /// tests them.
    static func answer(in bytes: UnsafeRawBufferPointer) -> Answer {
        guard let end = endOfHeader(bytes) else {
            return bytes.count > 16_384 ? .refused("no end of the response header in 16 KiB") : .incomplete
        }
        let line = bytes[..<end].prefix { $0 != 0x0d }
        let text = String(decoding: line, as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 101") else { return .refused("upgrade refused: \(text.prefix(80))") }
        return .accepted(consumed: end)
    }

    private static func endOfHeader(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count >= 4 else { return nil }
        let blank: UInt32 = 0x0a0d_0a0d  // CR LF CR LF, the same in either byte order of pairs
        for offset in 0...bytes.count - 4 where bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian == blank {
            return offset + 4
        }
        return nil
    }
}
