import NIOCore
import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("A user whose sockets are closed")
    struct ExpellingTests {
        @Test("loses all of them in the group, on every event loop, and nobody else is touched", arguments: [1, 3])
        func closes(loops: Int) throws {
            try TestServer.run(.member(of: "room"), loops: loops) { server in
                let ada = try (0..<4).map { _ in try server.member(of: "ada") }
                let others = try ["bob", "ad", "", "bob"].map { try server.member(of: $0) }
                server.publish("before", seq: 1)
                for client in ada { #expect(try client.readText() == "before") }
                // Twice: closing what is closed changes nothing.
                for _ in 0..<2 { server.hub.close(user: "ada", in: "room", code: .forbidden, reason: "removed") }
                server.publish("after", seq: 2)
                for client in ada {
                    #expect(try client.readFrame() == .init(opcode: .close, payload: [0x11, 0x33] + Array("removed".utf8)))
                    client.send(ClientFrames.close(4403, ""))
                    #expect(client.isAtEnd())
                }
                for client in others { #expect(try client.readTexts(2) == ["before", "after"]) }
                #expect(try server.eventually { server.metric("telltale_websocket_connections") == 4 })
                #expect(server.metric("telltale_websocket_connections_closed_total", ["code": "4403", "initiator": "server"]) == 4)
            }
        }

        @Test("keeps those in other groups, and a group without members is no fault")
        func otherGroups() throws {
            var script = TestSession.Script()
            script.text = { text, connection in
                connection.join(text)
                _ = connection.goLive(after: 0)
                connection.send(text: Array("in \(text)".utf8), type: "pong")
            }
            try TestServer.run(script) { server in
                let (here, there) = (try server.client(of: "ada"), try server.client(of: "ada"))
                for (client, room) in [(here, "here"), (there, "there")] {
                    client.send(room)
                    #expect(try client.readText() == "in \(room)")
                }
                server.hub.close(user: "ada", in: "nowhere", code: .forbidden, reason: "")
                server.hub.close(user: "ada", in: "here", code: .forbidden, reason: "")
                #expect(try here.readFrame().closeCode == 4403)
                server.publish("still", to: "there")
                #expect(try there.readText() == "still")
            }
        }

        @Test("is gone before the next event, also in the middle of a walk over the room")
        func withinWalk() throws {
            let walked = Journal<Bool>()
            try TestServer.run(.member(of: "room")) { server in
                let clients = try (0..<600).map { index in try server.member(of: index % 2 == 0 ? "ada" : "bob") }
                try server.onLoop { loop in
                    server.publish("1")
                    loop.eventLoop.execute {
                        walked.note(loop.rooms["room"]?.isWalking ?? false)
                        server.hub.close(user: "ada", in: "room", code: .forbidden, reason: "")
                    }
                }
                #expect(try server.eventually { walked.all == [true] })
                server.publish("2", seq: 2)
                for (index, client) in clients.enumerated() where index % 2 == 1 {
                    #expect(try client.readTexts(2) == ["1", "2"])
                }
                for (index, client) in clients.enumerated() where index % 2 == 0 {
                    var frame = try client.readFrame()
                    if frame.opcode == .text {
                        #expect(frame.text == "1")
                        frame = try client.readFrame()
                    }
                    #expect(frame.closeCode == 4403)
                }
            }
        }
    }
}
