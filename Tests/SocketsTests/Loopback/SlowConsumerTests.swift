import Synchronization
import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("A slow consumer")
    struct SlowConsumerTests {
        @Test("is closed with 4420 and counted, and the others get every message")
        func overBudget() throws {
            try TestServer.run(.member(of: "room"), profile: TestServer.quiet(outboxBudget: 256 * 1024)) { server in
                let fast = try server.member()
                let slow = try server.member(receiveBuffer: 4096)
                let filler = String(repeating: ".", count: 4000)
                var published = 0
                while server.metric("telltale_websocket_slow_consumers_total") == 0, published < 20_000 {
                    for _ in 0..<50 {
                        published += 1
                        server.publish("\(published) \(filler)", seq: Int64(published))
                    }
                    for number in (published - 49)...published { #expect(try fast.readText() == "\(number) \(filler)") }
                }
                #expect(server.metric("telltale_websocket_slow_consumers_total") == 1)
                #expect(server.metric("telltale_websocket_outbox_bytes") <= 256 * 1024 + 200)
                var got = 0
                var last = try slow.readFrame()
                while last.opcode == .text {
                    got += 1
                    #expect(last.text == "\(got) \(filler)")
                    last = try slow.readFrame()
                }
                #expect(last.closeCode == 4420)
                #expect(got < published)
                slow.send(ClientFrames.close(4420, ""))
                #expect(slow.isAtEnd())
                #expect(try server.eventually { server.metric("telltale_websocket_connections") == 1 })
                #expect(server.metric("telltale_websocket_connections_closed_total", ["code": "4420", "initiator": "server"]) == 1)
                #expect(server.metric("telltale_websocket_outbox_bytes") == 0)
                #expect(server.metric("telltale_websocket_messages_sent_total", ["type": "other"]) == published + got)
            }
        }

        @Test("that gets more at once than its budget takes gets the frame that was begun and 4420", arguments: [true, false])
        func manyAtOnce(usesDescriptor: Bool) throws {
            try TestServer.run(profile: TestServer.quiet(outboxBudget: 256 * 1024), usesDescriptor: usesDescriptor) { server in
                let slow = try server.client(receiveBuffer: 4096)
                let connection = try server.newest()
                let payload = [UInt8](repeating: 0x78, count: 100_000)
                try server.onLoop { _ in
                    for _ in 1...200 { connection.send(text: payload, type: "history") }
                    connection.flushTick()
                    #expect(connection.outbox.pending <= 256 * 1024 + 100_010)
                }
                var frame = try slow.readFrame()
                while frame.opcode == .text {
                    #expect(frame.payload == payload)
                    frame = try slow.readFrame()
                }
                #expect(frame.closeCode == 4420)
                #expect(server.metric("telltale_websocket_slow_consumers_total") == 1)
            }
        }

        @Test("is nobody who gets one frame that is larger than the budget")
        func oneLargeFrame() throws {
            try TestServer.run(profile: TestServer.quiet(outboxBudget: 256 * 1024)) { server in
                let slow = try server.client(receiveBuffer: 4096)
                let connection = try server.newest()
                try server.onLoop { _ in connection.send(text: [UInt8](repeating: 0x78, count: 8 << 20), type: "history") }
                #expect(try slow.readText().count == 8 << 20)
                #expect(server.metric("telltale_websocket_slow_consumers_total") == 0)
            }
        }

        @Test("that resets with a full queue leaves no byte on the gauge")
        func resetWithQueue() throws {
            try TestServer.run(.member(of: "room")) { server in
                let slow = try server.member(receiveBuffer: 4096)
                server.publish(String(repeating: "x", count: 8 << 20))
                #expect(try server.eventually { server.metric("telltale_websocket_outbox_bytes") > 0 })
                slow.reset()
                #expect(try server.eventually(server.isEmpty))
            }
        }

        @Test("everything that waits for its queue to drain goes on, in order")
        func waiters() throws {
            try TestServer.run { server in
                let slow = try server.client(receiveBuffer: 4096)
                let connection = try server.newest()
                let journal = Journal<Int>()
                try server.onLoop { _ in
                    connection.send(text: [UInt8](repeating: 0x78, count: 8 << 20), type: "history")
                    for number in 1...3 { connection.whenFlushed { journal.note(number) } }
                    #expect(connection.isCongested)
                }
                #expect(journal.count == 0)
                #expect(try slow.readText().count == 8 << 20)
                #expect(try server.eventually { journal.count == 3 })
                #expect(journal.all == [1, 2, 3])
            }
        }
    }
}
