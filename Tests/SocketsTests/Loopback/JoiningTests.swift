import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("A socket that joins a room")
    struct JoiningTests {
        private static let joining = {
            var script = TestSession.Script()
            script.opened = { $0.join("room") }
            return script
        }()

        @Test("gets what may be missed after its first frame, what was noted once it is replayed, and every later event once")
        func catchesUp() throws {
            try TestServer.run(Self.joining) { server in
                let client = try server.client()
                let connection = try server.newest()
                server.publish("typing", seq: 0)
                server.publish("5", seq: 5)
                try server.onLoop { _ in
                    #expect(connection.notedSeq == 5)
                    connection.send(text: Array("hello".utf8), type: "connection")
                    connection.beginCatchUp()
                    #expect(!connection.goLive(after: 4))
                }
                server.publish("6", seq: 6)
                server.publish("presence", seq: 0)
                try server.onLoop { _ in
                    #expect(connection.notedSeq == 6)
                    connection.send(text: Array("replay 5 6".utf8), type: "new_message")
                    #expect(connection.goLive(after: 6))
                }
                // One batch with an event that was replayed, one that was not, and one that may be missed.
                for (text, seq) in [("6", 6), ("7", 7), ("typing", 0)] as [(String, Int64)] {
                    server.hub.publish(group: "room", payload: Array(text.utf8), seq: seq, receivedAt: 0)
                }
                server.hub.flush()
                server.publish("8", seq: 8)
                #expect(try client.readTexts(7) == ["hello", "typing", "presence", "replay 5 6", "7", "typing", "8"])
                // hello, replay and five events: what is counted is what was sent.
                #expect(try server.eventually { server.metric("telltale_websocket_messages_sent_total") == 7 })
                #expect(server.metric("telltale_websocket_sent_bytes_total") == 7 * 2 + "hellotypingpresencereplay 5 67typing8".utf8.count)
            }
        }

        @Test("that closes before it is live gets nothing of the room and leaves it")
        func closesEarly() throws {
            try TestServer.run(Self.joining) { server in
                let client = try server.client()
                server.publish("typing", seq: 0)
                let connection = try server.newest()
                try server.onLoop { _ in connection.close(.forbidden) }
                #expect(try client.readFrame().closeCode == 4403)
                #expect(try server.onLoop { $0.rooms.isEmpty })
                server.publish("5", seq: 5)
                client.send(ClientFrames.close(4403, ""))
                #expect(client.isAtEnd())
                #expect(try server.eventually(server.isEmpty))
            }
        }
    }
}
