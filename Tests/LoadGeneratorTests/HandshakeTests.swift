import Testing

@testable import LoadGenerator

@Suite("Handshake")
struct HandshakeTests {
    @Test("the request is that of RFC 6455 section 1.3")
    func request() {
        let request = Handshake.request(path: "/ws/chat/a/?token=t", host: "localhost:8000", key: Array("the sample nonce".utf8))
        #expect(
            String(decoding: request, as: UTF8.self)
                == "GET /ws/chat/a/?token=t HTTP/1.1\r\nHost: localhost:8000\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
    }

    @Test("an answer is awaited to its end, and frames behind it are left alone")
    func accepted() {
        let answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
        for length in 0..<answer.utf8.count {
            #expect(Self.answer(String(decoding: answer.utf8.prefix(length), as: UTF8.self)) == .incomplete)
        }
        #expect(Self.answer(answer) == .accepted(consumed: answer.utf8.count))
        #expect(Self.answer(answer + "\u{1}\u{2}") == .accepted(consumed: answer.utf8.count))
    }

    @Test("another status is a refusal that names it")
    func refused() {
        #expect(
            Self.answer("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n")
                == .refused("upgrade refused: HTTP/1.1 426 Upgrade Required"))
    }

    @Test("a header without end is refused")
    func endless() {
        #expect(Self.answer(String(repeating: "x", count: 16_385)) == .refused("no end of the response header in 16 KiB"))
    }

    @Test(
        "Base64 gives the vectors of RFC 4648 section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
    }

    @Test("a Close frame's body is told in words")
    func closeReason() {
        #expect(Self.closeReason([0x11, 0x44] + Array("slow consumer".utf8)) == "4420 slow consumer")
        #expect(Self.closeReason([]) == "1005 no code")
    }

    private static func answer(_ text: String) -> Handshake.Answer { Array(text.utf8).withUnsafeBytes(Handshake.answer) }
    private static func closeReason(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes(CloseReason.text) }
}
