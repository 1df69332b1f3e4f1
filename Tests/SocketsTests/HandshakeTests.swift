import NIOCore
import Testing

@testable import Sockets

@Suite("The opening handshake")
struct HandshakeTests {
    private static let good = [
        "upgrade": "websocket", "connection": "keep-alive, Upgrade", "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    ]

    private func check(_ changes: [String: String?] = [:], method: String = "GET", isHTTP11: Bool = true) throws(Handshake.Refusal)
        -> String
    {
        var fields = Self.good
        for (name, value) in changes { fields[name] = value }
        return try Handshake.check(method: method, isHTTP11: isHTTP11) { name in fields[name].map { [$0] } ?? [] }
    }

    @Test("a good one yields its key, whatever the case of its tokens")
    func good() throws {
        #expect(try check() == "dGhlIHNhbXBsZSBub25jZQ==")
        #expect(try check(["upgrade": "WebSocket", "connection": "UPGRADE"]) == "dGhlIHNhbXBsZSBub25jZQ==")
        #expect(try check(["upgrade": "h2c, websocket"]) == "dGhlIHNhbXBsZSBub25jZQ==")
        #expect(try check(["upgrade": ",\twebsocket ,", "connection": ", upgrade"]) == "dGhlIHNhbXBsZSBub25jZQ==")
        #expect(
            try check(["sec-websocket-key": " dGhlIHNhbXBsZSBub25jZQ==\t", "sec-websocket-version": "\t13 "]) == "dGhlIHNhbXBsZSBub25jZQ==")
    }

    @Test("one with a body is malformed; an empty one is none")
    func body() throws {
        for changes in [["content-length": "5"], ["content-length": "x"], ["transfer-encoding": "chunked"]] {
            #expect(throws: Handshake.Refusal.malformed("a WebSocket handshake has no body")) { try check(changes) }
        }
        #expect(try check(["content-length": "0"]) == "dGhlIHNhbXBsZSBub25jZQ==")
    }

    @Test("a plain request or another version is told to upgrade")
    func plain() {
        for changes in [
            ["upgrade": nil], ["upgrade": "h2c"], ["upgrade": "web socket"], ["upgrade": "websocket2"], ["upgrade": ""],
            ["sec-websocket-version": nil], ["sec-websocket-version": "8"],
        ]
            as [[String: String?]]
        {
            #expect(throws: Handshake.Refusal.upgradeRequired) { try check(changes) }
        }
    }

    @Test("a malformed one is told what is wrong")
    func malformed() {
        func isMalformed(_ changes: [String: String?] = [:], method: String = "GET", isHTTP11: Bool = true) -> Bool {
            do {
                _ = try check(changes, method: method, isHTTP11: isHTTP11)
            } catch .malformed {
                return true
            } catch {}
            return false
        }
        #expect(isMalformed(method: "POST"))
        #expect(isMalformed(isHTTP11: false))
        #expect(isMalformed(["connection": "keep-alive"]))
        #expect(isMalformed(["sec-websocket-key": nil]))
        for key in [
            "", "short", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25jZQ==AAAA",
            "dGhlIHNhbXBsZSBub25jZQ=A", "GhlIHNhbXBsZSBub25jZQ===", "dGhlIHNhbXBs ZSBub25jQ==", "dGhlIHNhbXBsZSBub2_jZQ==",
        ] {
            #expect(isMalformed(["sec-websocket-key": key]), "\(key)")
        }
    }

    @Test("the answer is the example of RFC 6455, section 1.3, and names the selected subprotocol only")
    func answer() {
        let response = String(buffer: HandshakeResponse.bytes(key: "dGhlIHNhbXBsZSBub25jZQ==", subprotocol: "telltale.v1"))
        #expect(
            response == "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: telltale.v1\r\n\r\n")
        #expect(!String(buffer: HandshakeResponse.bytes(key: "dGhlIHNhbXBsZSBub25jZQ==", subprotocol: nil)).contains("Protocol:"))
    }
}
