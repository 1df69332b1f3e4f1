import NIOCore
import Testing

@testable import Sockets

extension Loopback {
    @Suite("The first request of a connection")
    struct UpgradeTests {
        @Test("a frame right behind the handshake is not lost")
        func earlyData() throws {
            try TestServer.run { server in
                let client = try SocketClient(port: server.port)
                client.send(
                    SocketClient.request() + ClientFrames.frame(.text, "early") + Array(ClientFrames.frame(.text, "bird").prefix(5)))
                try client.expectUpgrade()
                #expect(try client.readText() == "early")
                client.send(Array(ClientFrames.frame(.text, "bird").dropFirst(5)))
                #expect(try client.readText() == "bird")
            }
        }

        @Test("a handshake and frames that come byte by byte are the same")
        func byteByByte() throws {
            try TestServer.run { server in
                let client = try SocketClient(port: server.port)
                for byte in SocketClient.request() + ClientFrames.frame(.text, "slowly") { client.send([byte]) }
                try client.expectUpgrade()
                #expect(try client.readText() == "slowly")
            }
        }

        @Test("what is no handshake, or not for a socket, is answered over HTTP, and the connection stays HTTP")
        func http() throws {
            try TestServer.run { server in
                let client = try SocketClient(port: server.port)
                client.send(Array("GET /plain HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
                #expect(try client.readHead().hasPrefix("HTTP/1.1 426 Upgrade Required\r\n"))
                #expect(try String(decoding: client.take(10), as: UTF8.self) == "GET /plain")
                client.send(Array("POST /again HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc".utf8))
                #expect(try client.readHead().hasPrefix("HTTP/1.1 426 Upgrade Required\r\n"))
                #expect(try String(decoding: client.take(11), as: UTF8.self) == "POST /again")
                let other = try SocketClient(port: server.port)
                other.send(SocketClient.request(path: "/http"))
                #expect(try other.readHead().hasPrefix("HTTP/1.1 426 Upgrade Required\r\n"))
                #expect(server.metric("telltale_websocket_connections_opened_total") == 0)
            }
        }

        @Test("a handshake for no host, or for two, is malformed", arguments: ["", "Host: a\r\nHost: a\r\n", "Host: a\r\nHost: b\r\n"])
        func hosts(fields: String) throws {
            try TestServer.run { server in
                let client = try SocketClient(port: server.port)
                let request = String(decoding: SocketClient.request(), as: UTF8.self)
                client.send(Array(request.replacing("Host: localhost\r\n", with: fields).utf8))
                _ = try client.readHead()
                #expect(try client.take(5) == Array("GET *".utf8), "it came as what is no request")
                #expect(client.isAtEnd())
                #expect(Self.refused(server, "malformed_request") == 1)
            }
        }

        @Test("garbage is answered like a request, and is the end")
        func garbage() throws {
            try TestServer.run { server in
                let client = try SocketClient(port: server.port)
                client.send(Array("NONSENSE\r\n\r\n".utf8))
                #expect(try client.readHead().hasPrefix("HTTP/1.1 426 "))
                #expect(try client.take(5) == Array("GET *".utf8))
                #expect(client.isAtEnd())
                #expect(Self.refused(server, "malformed_request") == 1)
            }
        }

        private static func refused(_ server: TestServer, _ reason: String) -> Int {
            server.metric("telltale_websocket_connections_refused_total", ["endpoint": "http", "reason": reason])
        }

        @Test(
            "a handshake with a body is answered over HTTP and opens nothing",
            arguments: ["Content-Length: 3", "Transfer-Encoding: chunked"])
        func body(field: String) throws {
            try TestServer.run { server in
                let client = try SocketClient(port: server.port)
                client.send(SocketClient.request().dropLast(2) + Array("\(field)\r\n\r\n".utf8))
                #expect(try client.readHead().hasPrefix("HTTP/1.1 426 Upgrade Required\r\n"))
                #expect(server.metric("telltale_websocket_connections_opened_total") == 0)
            }
        }

        @Test("who does not finish the handshake in time is cut off")
        func timeout() throws {
            let server = try TestServer(handshakeTimeout: .milliseconds(50))
            let client = try SocketClient(port: server.port)
            client.send(Array(SocketClient.request().dropLast(2)))
            #expect(client.isAtEnd())
            #expect(Self.refused(server, "handshake_timeout") == 1)
            try server.stop()
        }

        @Test("who sends a handshake and half closes at once is answered and closed")
        func halfClosedAtOnce() throws {
            try TestServer.run { server in
                let client = try SocketClient(port: server.port)
                client.send(SocketClient.request())
                client.shutdownWriting()
                try client.expectUpgrade()
                #expect(client.isAtEnd())
                #expect(try server.eventually(server.isEmpty))
            }
        }
    }
}
