import NIOCore
import Testing

@testable import Sockets

extension Loopback {
    @Suite("What is no request")
    struct FaultyRequestsTests {
        private static let request = Array("GET /http HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)

        @Test("reaches whoever answers requests as one of its own, and holds the connection no longer than silence may")
        func garbage() throws {
            let server = try TestServer(idleTimeout: .seconds(5))
            let client = try SocketClient(port: server.port)
            client.send(Array("no request\r\n\r\n".utf8))
            #expect(try client.readHead().hasPrefix("HTTP/1.1 426 "))
            #expect(try client.take(5) == Array("GET *".utf8))
            #expect(client.isAtEnd())
            try server.pass(milliseconds: 6_000)
            #expect(try server.eventually { server.places.count == 0 })
            try server.stop()
        }

        @Test("is the last that is read of its connection")
        func last() throws {
            let server = try TestServer()
            let client = try SocketClient(port: server.port)
            client.send(Self.request + Array("GET /http HTTP/1.1\r\n\r\n".utf8) + Self.request)
            _ = try client.readHead()
            #expect(try client.take(9) == Array("GET /http".utf8))
            _ = try client.readHead()
            #expect(try client.take(5) == Array("GET *".utf8))
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test("gets no answer as the rest of a request that has one")
        func brokenBody() throws {
            let server = try TestServer()
            let client = try SocketClient(port: server.port)
            client.send(Array("POST /http HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8))
            _ = try client.readHead()
            #expect(try client.take(10) == Array("POST /http".utf8))
            client.send(Array("no chunk\r\n".utf8))
            #expect(client.isAtEnd())
            try server.stop()
        }
    }
}
