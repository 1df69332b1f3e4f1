import NIOCore
import Synchronization
import Telemetry
import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("The heartbeat")
    struct HeartbeatTests {
        private static let profile = TestServer.quiet(heartbeatInterval: 25_000)

        @Test("pings an idle connection, and any answer keeps it; its own pong is measured")
        func answered() throws {
            try TestServer.run(profile: Self.profile) { server in
                let client = try server.client()
                for round in 1...3 {
                    try server.pass(milliseconds: 25_100)
                    let ping = try client.readFrame()
                    #expect(ping.opcode == .ping)
                    #expect(ping.payload.count == 8)
                    client.send(ClientFrames.frame(.pong, ping.payload))
                    #expect(
                        try server.eventually {
                            server.registry.snapshot().family("telltale_websocket_ping_round_trip_seconds")?.distribution()?.count
                                == UInt64(round)
                        })
                }
                #expect(try server.connections().count == 1)
            }
        }

        @Test("closes with 4408 who shows no sign of life after a ping, and then TCP")
        func silent() throws {
            try TestServer.run(profile: Self.profile) { server in
                let client = try server.client()
                try server.pass(milliseconds: 25_100)
                #expect(try client.readFrame().opcode == .ping)
                try server.pass(milliseconds: 9_000)
                #expect(try server.connections().first?.isOpen == true)
                try server.pass(milliseconds: 1_500)
                #expect(try client.readFrame().closeCode == 4408)
                try server.pass(milliseconds: 2_500)
                #expect(client.isAtEnd())
                #expect(try server.eventually(server.isEmpty))
                #expect(server.metric("telltale_websocket_connections_closed_total", ["code": "4408", "initiator": "server"]) == 1)
            }
        }

        @Test("without a timeout pings at each interval and closes nobody, however long it says nothing")
        func withoutTimeout() throws {
            try TestServer.run(profile: TestServer.quiet(heartbeatInterval: 25_000, heartbeatTimeout: 0)) { server in
                let client = try server.client()
                try server.pass(milliseconds: 100_100)
                for _ in 1...4 { #expect(try client.readFrame().opcode == .ping) }
                client.send("still here")
                #expect(try client.readText() == "still here")
                #expect(try server.connections().first?.isOpen == true)
            }
        }

        @Test("closes with 4408 a paused connection whose peer takes nothing of what waits for it")
        func stuckOutbox() throws {
            var script = TestSession.Script()
            script.opened = { $0.holdInput() }
            try TestServer.run(script, profile: Self.profile) { server in
                let client = try server.client(receiveBuffer: 4096)
                let connection = try server.newest()
                try server.onLoop { _ in connection.send(text: [UInt8](repeating: 0x78, count: 16 << 20), type: "history") }
                #expect(try server.eventually { try server.onLoop { _ in connection.isCongested } })
                try server.pass(milliseconds: 30_000)
                #expect(try server.onLoop { _ in connection.isOpen })
                try server.pass(milliseconds: 40_500)
                #expect(try server.onLoop { _ in !connection.isOpen && connection.closeCode == .heartbeat })
                client.reset()
                #expect(try server.eventually(server.isEmpty))
                #expect(server.metric("telltale_websocket_connections_closed_total", ["code": "4408", "initiator": "server"]) == 1)
            }
        }

        @Test("leaves a paused connection alone whose peer takes a little of a long write between two looks")
        func slowOutbox() throws {
            var script = TestSession.Script()
            script.opened = { $0.holdInput() }
            try TestServer.run(script, profile: Self.profile) { server in
                let client = try server.client(receiveBuffer: 4096)
                let connection = try server.newest()
                try server.onLoop { _ in connection.send(text: [UInt8](repeating: 0x78, count: 64 << 20), type: "history") }
                #expect(try server.eventually { try server.onLoop { _ in connection.isCongested } })
                for _ in 1...4 {
                    let before = try server.onLoop { _ in connection.bufferedBytes }
                    while try server.onLoop(0, { _ in connection.bufferedBytes }) == before { _ = try client.take(256 * 1024) }
                    try server.pass(milliseconds: 30_000)
                    #expect(try server.onLoop { _ in connection.isOpen && connection.isCongested })
                }
            }
        }

        @Test("asks nothing of a connection that is not read from")
        func paused() throws {
            var script = TestSession.Script()
            script.opened = { $0.holdInput() }
            try TestServer.run(script, profile: Self.profile) { server in
                let client = try server.client()
                let connection = try server.newest()
                try server.pass(milliseconds: 120_000)
                try server.onLoop { _ in
                    #expect(connection.isOpen)
                    connection.releaseInput()
                }
                client.send("still here")
                #expect(try client.readText() == "still here")
            }
        }

        @Test("and a deadline together keep one due time on the wheel, however long the socket lives")
        func oneEntry() throws {
            let journal = Journal<Int>()
            var script = TestSession.Script()
            script.opened = { $0.setDeadline(milliseconds: 600_000) }
            script.deadline = { _ in journal.note(1) }
            try TestServer.run(script, profile: TestServer.quiet(heartbeatInterval: 1_200_000)) { server in
                let client = try server.client()
                try server.pass(milliseconds: 590_000)
                #expect(try server.onLoop { $0.wheelEntries } <= 3)
                #expect(journal.count == 0)
                try server.pass(milliseconds: 11_000)
                #expect(journal.count == 1)
                client.send("still here")
                #expect(try client.readText() == "still here")
            }
        }

        @Test("a deadline that is moved comes at its new time only")
        func movedDeadline() throws {
            let journal = Journal<Int>()
            var script = TestSession.Script()
            script.opened = { connection in
                connection.setDeadline(milliseconds: 5_000)
                connection.setDeadline(milliseconds: 20_000)
                connection.setDeadline(milliseconds: 2_000)
            }
            script.deadline = { _ in journal.note(1) }
            try TestServer.run(script) { server in
                let client = try server.client()
                try server.pass(milliseconds: 1_500)
                #expect(journal.count == 0)
                try server.pass(milliseconds: 1_000)
                #expect(journal.count == 1)
                try server.pass(milliseconds: 60_000)
                #expect(journal.count == 1)
                client.close()
            }
        }
    }
}

extension Connection {
    /// What NIO holds for the peer.
    fileprivate var bufferedBytes: Int {
        (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}
