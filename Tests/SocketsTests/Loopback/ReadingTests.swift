import Synchronization
import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("Reading")
    struct ReadingTests {
        /// Every message is work that the test ends.
        private static func working(_ journal: Journal<String>) -> TestSession.Script {
            var script = TestSession.Script()
            script.text = { text, connection in
                journal.note(text)
                connection.beginWork()
            }
            return script
        }

        @Test("pauses at the work limit and goes on in order, and a flood waits in the kernel")
        func workLimit() throws {
            let journal = Journal<String>()
            try TestServer.run(Self.working(journal), profile: TestServer.quiet(workLimit: 4)) { server in
                let client = try server.client()
                let filler = String(repeating: ".", count: 1000)
                client.send((1...100).flatMap { ClientFrames.frame(.text, "\($0) \(filler)") })
                let connection = try server.newest()
                #expect(try server.eventually { try server.onLoop { _ in connection.isAutoReadOff } })
                #expect(journal.count == 4)
                try server.onLoop { _ in connection.endWork() }
                #expect(journal.count == 4)
                try server.onLoop { _ in connection.endWork() }
                #expect(journal.count == 6)
                #expect(
                    try server.eventually {
                        try server.onLoop { _ in while connection.workInProgress > 0 { connection.endWork() } }
                        return journal.count == 100
                    })
                #expect(journal.all == (1...100).map { "\($0) \(filler)" })
                #expect(try server.onLoop { _ in !connection.isAutoReadOff && connection.unread == nil })
            }
        }

        @Test("a held connection decodes nothing until it is released, and its peer's Close then counts")
        func heldInput() throws {
            let journal = Journal<String>()
            var script = Self.working(journal)
            script.opened = { $0.holdInput() }
            try TestServer.run(script) { server in
                let client = try server.client()
                let connection = try server.newest()
                client.send(ClientFrames.frame(.text, "early") + ClientFrames.close(1000, ""))
                #expect(try server.eventually { try server.onLoop { _ in connection.unread != nil } })
                #expect(journal.count == 0)
                try server.onLoop { _ in connection.releaseInput() }
                #expect(try client.readFrame().closeCode == 1000)
                #expect(client.isAtEnd())
                #expect(journal.all == ["early"])
            }
        }

        @Test("a held connection can be closed: its input is read for the peer's Close only")
        func closeWhileHeld() throws {
            let journal = Journal<String>()
            var script = Self.working(journal)
            script.opened = { $0.holdInput() }
            try TestServer.run(script) { server in
                let client = try server.client()
                let connection = try server.newest()
                client.send("ignored")
                #expect(try server.eventually { try server.onLoop { _ in connection.unread != nil } })
                try server.onLoop { _ in connection.close(.unauthorized) }
                #expect(try client.readFrame().closeCode == 4401)
                client.send(ClientFrames.close(4401, ""))
                #expect(client.isAtEnd())
                #expect(journal.count == 0)
            }
        }

        @Test("a message of 16 MiB comes back whole")
        func largeEcho() throws {
            let profile = TestServer.quiet(messageLimit: 16 << 20)
            try TestServer.run(profile: profile) { server in
                let client = try server.client()
                let payload = [UInt8](unsafeUninitializedCapacity: 16 << 20) { buffer, count in
                    for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: index &* 31) }
                    count = buffer.count
                }
                // A mask of zeros is a mask: the message looks on the wire as it is.
                client.send([0x82, 0xFF, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0] + payload)
                let frame = try client.readFrame()
                #expect(frame.opcode == .binary)
                #expect(frame.payload == payload)
            }
        }

        @Test("a message over the limit is refused with 1009 before it is buffered")
        func tooBig() throws {
            try TestServer.run(profile: TestServer.quiet(messageLimit: 100)) { server in
                let client = try server.client()
                client.send(Array(ClientFrames.frame(.text, String(repeating: "x", count: 101)).prefix(8)))
                #expect(try client.readFrame().closeCode == 1009)
                client.send(ClientFrames.close(1009, ""))
                client.shutdownWriting()
                #expect(client.isAtEnd())
            }
        }
    }
}
