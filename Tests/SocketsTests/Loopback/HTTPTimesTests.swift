import NIOCore
import Testing

@testable import Sockets

extension Loopback {
    @Suite("Time over HTTP")
    struct HTTPTimesTests {
        private static func server() throws -> TestServer {
            try TestServer(idleTimeout: .seconds(5))
        }

        private static func request(_ path: String, _ fields: String = "") -> [UInt8] {
            Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n".utf8)
        }

        @Test("a kept connection that asks for nothing more is closed, one that does is not")
        func idle() throws {
            let server = try Self.server()
            let client = try SocketClient(port: server.port)
            for _ in 1...3 {
                client.send(Self.request("/plain"))
                _ = try client.readHead()
                _ = try client.take(10)
                try server.pass(milliseconds: 4_000)
            }
            try server.pass(milliseconds: 2_000)
            #expect(client.isAtEnd())
            #expect(try server.eventually { server.places.count == 0 })
            #expect(try server.onLoop { $0.http.isEmpty })
            try server.stop()
        }

        @Test("a body that trickles gets no more time for that")
        func slowBody() throws {
            let server = try Self.server()
            let client = try SocketClient(port: server.port)
            client.send(Array("POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n".utf8))
            _ = try client.readHead()
            for _ in 1...6 {
                client.send([0x78])
                try server.pass(milliseconds: 1_000)
            }
            _ = try client.take(10)
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test("who reads nothing of an answer is cut off, though more was asked meanwhile")
        func unread() throws {
            let server = try Self.server()
            let client = try SocketClient(port: server.port, receiveBuffer: 4096)
            client.send(Self.request("/long/20000000"))
            #expect(try server.eventually { try server.onLoop { $0.http.count == 1 } })
            #expect(try server.eventually { try server.onLoop { loop in loop.http.values.contains { $0.waiting > 0 } } })
            for _ in 1...6 {
                client.send(Self.request("/more"))
                try server.pass(milliseconds: 1_000)
            }
            #expect(try server.eventually { server.places.count == 0 })
            try server.stop()
        }

        @Test("who reads slowly gets it all")
        func slowReader() throws {
            let server = try Self.server()
            let client = try SocketClient(port: server.port, receiveBuffer: 4096)
            client.send(Self.request("/long/8000000", "Connection: close\r\n"))
            _ = try client.readHead()
            for _ in 1...20 {
                #expect(try client.take(400_000).allSatisfy { $0 == 0x78 })
                try server.pass(milliseconds: 2_000)
            }
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test("a stop lets answers that are under way come to their end, and then the connection")
        func stop() throws {
            let server = try Self.server()
            let client = try SocketClient(port: server.port, receiveBuffer: 4096)
            client.send(Self.request("/long/8000000"))
            _ = try client.readHead()
            let kept = try SocketClient(port: server.port)
            kept.send(Self.request("/kept"))
            _ = try kept.readHead()
            _ = try kept.take(9)
            let end = Task { await server.tasks.end(patience: .seconds(30)) }
            #expect(kept.isAtEnd())
            #expect(try client.take(8_000_000).count == 8_000_000)
            #expect(client.isAtEnd())
            try TestServer.wait { await end.value }
            try server.stop()
        }
    }
}
