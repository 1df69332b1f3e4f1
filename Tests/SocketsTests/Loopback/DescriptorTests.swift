import Glibc
import NIOCore
import Synchronization
import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("Writing straight to the descriptor")
    struct DescriptorTests {
        @Test("a number that was closed is never written to, though somebody else has it by then", arguments: [true, false])
        func reusedNumber(isClosedByServer: Bool) throws {
            // Other tests of the process open files too, and may be first to get the number.
            for _ in 0..<50 where try isNumberLeftAlone(isClosedByServer: isClosedByServer) { return }
            Issue.record("the number always went to somebody else")
        }

        /// - Returns: false when the number went to somebody else before it could be tried.
        private func isNumberLeftAlone(isClosedByServer: Bool) throws -> Bool {
            try TestServer.run(.member(of: "room")) { server in
                let other = try server.member()
                let gone = try server.member()
                server.publish("first")
                #expect(try other.readText() == "first")
                #expect(try gone.readText() == "first")
                let connection = try server.newest()
                let number = try server.onLoop { _ in connection.descriptor }
                #expect(number >= 0)
                if !isClosedByServer {
                    gone.reset()
                    #expect(try server.eventually { try server.connections().count == 1 })
                }
                let heir = try server.onLoop { _ in
                    if isClosedByServer { connection.closeChannel() }
                    let heir = try Heir(of: number)
                    guard heir.hasNumber else { return heir }
                    connection.send(text: Array("alone".utf8), type: "pong")
                    connection.whenFlushed {}
                    server.publish("second", seq: 2)
                    return heir
                }
                guard heir.hasNumber else { return false }
                #expect(try other.readText() == "second")
                #expect(heir.isUntouched)
                #expect(try server.onLoop { _ in connection.descriptor } == -1)
                return true
            }
        }

        @Test("what the kernel does not take at once goes out later, complete and in order, and so does all that follows")
        func shortWrites() throws {
            try TestServer.run(.member(of: "room")) { server in
                let slow = try server.member(receiveBuffer: 4096)
                let connection = try server.newest()
                let filler = String(repeating: ".", count: 8000)
                for number in 1...1500 {
                    server.publish("\(number) \(filler)", seq: Int64(number))
                    if number % 20 == 0 {
                        try server.onLoop { _ in connection.send(text: Array("\(number) alone".utf8), type: "pong") }
                    }
                }
                #expect(try server.eventually { try server.onLoop { _ in connection.isCongested } })
                #expect(server.metric("telltale_websocket_outbox_bytes") > 1 << 20)
                // The room's frames keep their order and the connection's own keep theirs; between the two none is promised.
                let texts = try slow.readTexts(1575)
                #expect(texts.filter { !$0.hasSuffix("alone") } == (1...1500).map { "\($0) \(filler)" })
                #expect(texts.filter { $0.hasSuffix("alone") } == (1...75).map { "\($0 * 20) alone" })
                #expect(try server.eventually { try server.onLoop { _ in connection.outbox.isIdle } })
                #expect(server.metric("telltale_websocket_outbox_bytes") == 0)
                server.publish("direct again", seq: 1501)
                #expect(try slow.readText() == "direct again")
            }
        }

        @Test("a peer that reset the connection costs nobody else a message", arguments: [true, false])
        func resetPeers(usesDescriptor: Bool) throws {
            try TestServer.run(.member(of: "room"), usesDescriptor: usesDescriptor) { server in
                let clients = try (0..<9).map { _ in try server.member() }
                server.publish("1")
                for client in clients { #expect(try client.readText() == "1") }
                let sockets = try server.connections()
                let handles = try server.onLoop { _ in try sockets.map { try handle(of: $0) } }
                let doomed = [0, 3, 4, 8]
                // Within one turn, so that the walk meets the resets before NIO has read them.
                try server.onLoop { _ in
                    for index in doomed {
                        clients[index].reset()
                        #expect(isBroken(handles[index]))
                    }
                    server.publish("2", seq: 2)
                }
                server.publish("3", seq: 3)
                for (index, client) in clients.enumerated() where !doomed.contains(index) {
                    #expect(try client.readTexts(2) == ["2", "3"], "client \(index)")
                }
                #expect(try server.eventually { try server.connections().count == 5 })
                #expect(server.metric("telltale_websocket_connections") == 5)
                #expect(server.metric("telltale_websocket_connections_closed_total", ["code": "1006", "initiator": "client"]) == 4)
                server.publish("4", seq: 4)
                for (index, client) in clients.enumerated() where !doomed.contains(index) {
                    #expect(try client.readText() == "4", "client \(index)")
                }
                #expect(try server.eventually { server.metric("telltale_websocket_outbox_bytes") == 0 })
            }
        }

        @Test("nothing follows a Close", arguments: [true, false])
        func nothingAfterClose(isCongested: Bool) throws {
            try TestServer.run(.member(of: "room")) { server in
                let client = try server.member(receiveBuffer: 4096)
                let connection = try server.newest()
                let large = String(repeating: "x", count: isCongested ? 8 << 20 : 10)
                server.publish(large)
                try server.onLoop { _ in
                    connection.send(text: Array("before".utf8), type: "pong")
                    connection.close(.goingAway, reason: "bye")
                    connection.send(text: Array("after".utf8), type: "pong")
                    connection.append(framed: .init(bytes: [0x81, 0]))
                    connection.close(.normal)
                    server.publish("after", seq: 2)
                }
                #expect(try client.readText().count == large.count)
                #expect(try client.readText() == "before")
                let close = try client.readFrame()
                #expect(close == .init(opcode: .close, payload: [0x03, 0xE9] + Array("bye".utf8)))
                client.send(ClientFrames.close(1001, ""))
                #expect(client.isAtEnd())
                #expect(try server.eventually(server.isEmpty))
            }
        }
    }
}

/// The connection's socket, with or without direct writes.
private func handle(of connection: Connection) throws -> Int32 {
    let handle = try connection.context?.channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: Int32.self) { $0 }
    return try #require(handle)
}

/// Whether the kernel knows by now that the peer reset the connection.
private func isBroken(_ descriptor: Int32) -> Bool {
    var query = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&query, 1, 10_000) == 1 && query.revents & Int16(POLLERR | POLLHUP) != 0
}

/// A socket that got the number of one that was closed.
private final class Heir: Sendable {
    private let descriptor: Int32
    private let peer: Int32
    let hasNumber: Bool

    init(of number: Int32) throws {
        var pair: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        peer = fcntl(pair[1], F_DUPFD, 512)
        Glibc.close(pair[1])
        descriptor = pair[0] == number ? number : fcntl(pair[0], F_DUPFD, number)
        if pair[0] != number { Glibc.close(pair[0]) }
        hasNumber = descriptor == number
    }

    deinit {
        Glibc.close(descriptor)
        Glibc.close(peer)
    }

    /// Whether nothing was written to the number.
    var isUntouched: Bool {
        var byte: UInt8 = 0
        return recv(peer, &byte, 1, Int32(MSG_DONTWAIT)) == -1 && errno == EAGAIN
    }
}
