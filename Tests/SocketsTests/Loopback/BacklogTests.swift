import NIOCore
import Synchronization
import Telemetry
import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("A room that gets more than its loop can write")
    struct BacklogTests {
        /// Members whose every message is published to the room, and done with when it was.
        private static func publishing() -> TestSession.Script {
            var script = TestSession.Script.member(of: "room")
            script.text = { text, connection in
                connection.beginWork()
                connection.loop.mail(
                    .publication(
                        Publication(
                            group: "room", payload: Array(text.utf8), seq: 1, receivedAt: 1, publishedAt: 1, tracker: nil)))
                connection.post { connection.endWork() }
            }
            return script
        }

        @Test("lets its publishers wait until it has caught up, and every message arrives in order")
        func publishersWait() throws {
            let profile = TestServer.quiet(workLimit: 4, roomBacklogLimit: 2000)
            try TestServer.run(Self.publishing(), profile: profile) { server in
                let client = try server.member()
                let connection = try server.newest()
                try server.onLoop { loop in
                    let room = try #require(loop.rooms["room"])
                    for _ in 1...3 {
                        room.receive(
                            Publication(
                                group: "room", payload: [UInt8](repeating: 0x78, count: 1000), seq: 1, receivedAt: 0, publishedAt: 0,
                                tracker: nil))
                    }
                    connection.beginWork()
                    #expect(connection.isRoomBehind)
                    connection.endWork()
                    #expect(connection.workInProgress == 1)
                    loop.enqueue(room)
                    loop.tick()
                    #expect(connection.workInProgress == 0)
                    #expect(!connection.isRoomBehind)
                    #expect(room.backlog == 0)
                }
                #expect(try client.readTexts(3).allSatisfy { $0.count == 1000 })
                let filler = String(repeating: ".", count: 1500)
                client.send((1...200).flatMap { ClientFrames.frame(.text, "\($0) \(filler)") })
                for number in 1...200 { #expect(try client.readText() == "\(number) \(filler)") }
                #expect(try server.eventually { try server.onLoop { _ in connection.workInProgress == 0 } })
            }
        }

        @Test("writes it in batches that are a part of a member's budget, so that who reads in step is not found slow")
        func batches() throws {
            try TestServer.run(.member(of: "room"), profile: TestServer.quiet(outboxBudget: 256 * 1024)) { server in
                let client = try server.member()
                try server.onLoop { loop in
                    let room = try #require(loop.rooms["room"])
                    for _ in 1...100 { room.receive(Self.large) }
                    #expect(room.isBackedUp)
                    #expect(room.incoming.bytes.readableBytes <= 64 * 1024 + Self.large.payload.count + 10)
                    #expect(room.backlog == 100 * Self.large.payload.count)
                    loop.enqueue(room)
                    loop.tick()
                }
                for _ in 1...100 { #expect(try client.readFrame().payload == Self.large.payload) }
                #expect(server.metric("telltale_websocket_slow_consumers_total") == 0)
            }
        }

        private static let large = Publication(
            group: "room", payload: [UInt8](repeating: 0x79, count: 20_000), seq: 1, receivedAt: 0, publishedAt: 0, tracker: nil)

        @Test("a publication that two loops share counts once, with all its recipients")
        func recordedOnce() throws {
            try TestServer.run(.member(of: "room"), loops: 2) { server in
                let clients = try (0..<6).map { _ in try server.member() }
                server.hub.publish(group: "room", payload: [0x78], seq: 1, receivedAt: 1)
                server.hub.flush()
                for client in clients { #expect(try client.readText() == "x") }
                func counted(_ name: String) -> HistogramSnapshot? { server.registry.snapshot().family(name)?.distribution() }
                #expect(try server.eventually { counted("telltale_broadcast_recipients")?.count == 1 })
                #expect(counted("telltale_broadcast_recipients")?.sum == 6)
                #expect(counted("telltale_broadcast_duration_seconds")?.count == 1)
                #expect(counted("telltale_chat_delivery_seconds")?.count == 1)
            }
        }

        @Test("a publication is recorded though the loop that finishes last has nobody left")
        func lastLoopIsEmpty() throws {
            try TestServer.run(.member(of: "room"), loops: 2) { server in
                let clients = try (0..<2).map { _ in try server.member() }
                let tracker = DeliveryTracker(loops: 2)
                let publication = Publication(
                    group: "room", payload: [0x78], seq: 1, receivedAt: 1, publishedAt: 1, tracker: tracker)
                try server.onLoop(0) { loop in
                    loop.mail(.publication(publication))
                    loop.wake()
                }
                #expect(try server.eventually { server.metric("telltale_websocket_messages_sent_total", ["type": "other"]) == 1 })
                try server.onLoop(1) { loop in
                    for connection in loop.connections { connection.leave() }
                    loop.mail(.publication(publication))
                    loop.wake()
                }
                func counted(_ name: String) -> UInt64? { server.registry.snapshot().family(name)?.distribution()?.count }
                #expect(try server.eventually { counted("telltale_broadcast_recipients") == 1 })
                #expect(counted("telltale_chat_delivery_seconds") == 1)
                _ = clients
            }
        }
    }
}
