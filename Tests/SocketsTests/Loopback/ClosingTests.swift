import Synchronization
import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("Closing")
    struct ClosingTests {
        private func closed(_ server: TestServer, _ code: String, by initiator: String) -> Int {
            server.metric("telltale_websocket_connections_closed_total", ["code": code, "initiator": initiator])
        }

        @Test("from our side: Close, then nothing is handled until the peer's Close, then we end TCP")
        func byServer() throws {
            let journal = Journal<String>()
            var script = TestSession.Script()
            script.text = { text, _ in journal.note(text) }
            script.closed = { _ in journal.note("closed") }
            try TestServer.run(script) { server in
                let client = try server.client()
                let connection = try server.newest()
                try server.onLoop { _ in connection.close(.goingAway, reason: "the server is stopping") }
                let close = try client.readFrame()
                #expect(close.closeCode == 1001)
                #expect(String(decoding: close.payload.dropFirst(2), as: UTF8.self) == "the server is stopping")
                client.send(ClientFrames.frame(.text, "late") + ClientFrames.frame(.ping, "late") + ClientFrames.close(1001, ""))
                #expect(client.isAtEnd())
                #expect(journal.all == ["closed"])
                #expect(try server.eventually(server.isEmpty))
                #expect(closed(server, "1001", by: "server") == 1)
            }
        }

        @Test(
            "from the peer's side: its code comes back and we end TCP",
            arguments: [(1000, "1000"), (4999, "other"), (nil, "1005")] as [(UInt16?, String)])
        func byPeer(code: UInt16?, label: String) throws {
            try TestServer.run { server in
                let client = try server.client()
                client.send(code.map { ClientFrames.close($0, "bye") } ?? ClientFrames.frame(.close, ""))
                let answer = try client.readFrame()
                #expect(answer.opcode == .close)
                #expect(answer.closeCode == code)
                #expect(client.isAtEnd())
                #expect(try server.eventually(server.isEmpty))
                #expect(closed(server, label, by: "client") == 1)
            }
        }

        @Test("TCP ends two seconds after our Close when the peer says nothing, and not before")
        func silentPeer() throws {
            try TestServer.run { server in
                let client = try server.client()
                let connection = try server.newest()
                try server.onLoop { _ in connection.close(.normal) }
                #expect(try client.readFrame().closeCode == 1000)
                try server.pass(milliseconds: 1_500)
                #expect(try server.connections().count == 1)
                try server.pass(milliseconds: 1_000)
                #expect(client.isAtEnd())
            }
        }

        @Test("a peer that breaks the framing is told why, and nothing it sends afterwards is read")
        func violation() throws {
            let journal = Journal<String>()
            var script = TestSession.Script()
            script.text = { text, _ in journal.note(text) }
            try TestServer.run(script) { server in
                let client = try server.client()
                client.send(ClientFrames.frame(.text, "good") + [0x81, 0x01, 0x61] + ClientFrames.frame(.text, "bad"))
                #expect(try client.readFrame().closeCode == 1002)
                client.send("worse")
                client.shutdownWriting()
                #expect(client.isAtEnd())
                #expect(journal.all == ["good"])
                #expect(try server.eventually { closed(server, "1002", by: "server") == 1 })
            }
        }

        @Test("half-closed connections are closed")
        func halfClosed() throws {
            try TestServer.run { server in
                let client = try server.client()
                client.shutdownWriting()
                #expect(client.isAtEnd())
                #expect(try server.eventually(server.isEmpty))
                #expect(closed(server, "1006", by: "client") == 1)
            }
        }

        @Test("a session is told once and freed with its connection", arguments: [true, false])
        func freed(isClosedByServer: Bool) throws {
            let journal = Journal<String>()
            var script = TestSession.Script.member(of: "room")
            script.closed = { connection in
                journal.note("closed")
                connection.close(.internalError)
                connection.send(text: [0x78], type: "pong")
            }
            try TestServer.run(script) { server in
                let client = try server.member()
                let watch = Watch()
                try server.onLoop { loop in
                    watch.connection = loop.connections.first
                    watch.session = loop.connections.first?.session
                    if isClosedByServer { loop.connections.first?.close(.normal) }
                }
                if isClosedByServer {
                    #expect(try client.readFrame().closeCode == 1000)
                    client.send(ClientFrames.close(1000, ""))
                } else {
                    client.close()
                }
                #expect(try server.eventually { try server.onLoop { _ in watch.connection == nil && watch.session == nil } })
                #expect(try server.eventually(server.isEmpty))
                #expect(journal.all == ["closed"])
            }
        }

        @Test("everyone at once: each gets 1001, and who was still opening gets it too")
        func closeAll() async throws {
            let server = try TestServer(.member(of: "room"), loops: 2)
            let clients = try (0..<10).map { _ in try server.member() }
            let opening = try SocketClient(port: server.port)
            opening.send(Array(SocketClient.request().dropLast(4)))
            async let gone: Void = server.hub.closeAll(.goingAway, reason: "the server is stopping", spreadMilliseconds: 20)
            for client in clients {
                #expect(try client.readFrame().closeCode == 1001)
                client.send(ClientFrames.close(1001, ""))
                #expect(client.isAtEnd())
            }
            await gone
            opening.send(Array(SocketClient.request().suffix(4)))
            try opening.expectUpgrade()
            #expect(try opening.readText() == "joined")
            #expect(try opening.readFrame().closeCode == 1001)
            opening.close()
            #expect(await server.isEmptySoon())
            await server.stopSoon()
        }
    }
}

/// References that do not keep their objects. Used on one event loop.
private final class Watch: @unchecked Sendable {
    weak var connection: Connection?
    weak var session: (any SocketSession)?
}
