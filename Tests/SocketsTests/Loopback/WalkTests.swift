import Glibc
import NIOCore
import Synchronization
import Telemetry
import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("A walk over the members of a room")
    struct WalkTests {
        @Test("lets the loop serve its sockets: who asks meanwhile is answered before the walk ends")
        func yields() throws {
            let walked = Journal<Bool>()
            var script = TestSession.Script.member(of: "room")
            script.text = { text, connection in
                walked.note(connection.room?.isWalking ?? false)
                connection.send(text: Array(text.utf8), type: "pong")
            }
            try TestServer.run(script) { server in
                let clients = try (0..<2000).map { _ in try server.member() }
                let asking = clients[1999]
                server.publish("1")
                for client in clients { _ = try client.readText() }
                // At rest, so that the next walk begins at once.
                let member = try server.newest()
                #expect(try server.eventually { try server.onLoop { _ in member.room?.wait == 0 } })
                try server.onLoop { _ in
                    asking.send("now?")
                    server.publish("2", seq: 2)
                }
                for client in clients.dropLast() { #expect(try client.readText() == "2") }
                #expect(try asking.readTexts(2) == ["now?", "2"])
                #expect(walked.all == [true])
            }
        }

        @Test(
            "gives every batch once to each member that stays, whoever joins and leaves between its slices",
            arguments: 1...4 as ClosedRange<UInt64>)
        func joinsAndLeaves(seed: UInt64) throws {
            try TestServer.run { server in
                try server.onLoop { loop in
                    let endpoint = try #require(loop.endpoint(.chat))
                    let model = RoomModel(loop, endpoint, SeededRandom(seed: seed))
                    for batch in 1...200 { model.deliver(batch) }
                    model.check()
                }
            }
        }

        @Test("reaches every member in order, whichever event loop it lives on")
        func severalLoops() throws {
            try TestServer.run(.member(of: "room"), loops: 4) { server in
                let clients = try (0..<16).map { _ in try server.member() }
                let used = try server.hub.loops.indices.filter { try !server.connections($0).isEmpty }
                #expect(used.count == 4)
                for number in 1...300 { server.publish("\(number)", seq: Int64(number)) }
                for client in clients { #expect(try client.readTexts(300) == (1...300).map(String.init)) }
                #expect(try server.eventually { server.metric("telltale_websocket_messages_sent_total", ["type": "other"]) == 16 * 300 })
                for client in clients { client.close() }
                #expect(try server.eventually(server.isEmpty))
            }
        }
    }
}

/// A room with members on socket pairs, and what each of them must have got.
///
/// Confined to the event loop.
private final class RoomModel {
    final class Member {
        let connection: Connection
        let peer: Int32
        /// Batches that it must have got, and those that it may have got because it left during their walk.
        var due: [Int] = []

        init(_ loop: LoopHub, _ endpoint: EndpointLoop) {
            var pair: [Int32] = [-1, -1]
            socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair)
            connection = Connection(loop: loop, endpoint: endpoint, session: TestSession(.init()), remoteAddress: "")
            connection.descriptor = pair[0]
            peer = pair[1]
        }

        deinit {
            close(connection.descriptor)
            close(peer)
        }

        /// What was written, as the numbers of batches.
        func got() -> [Int] {
            var bytes = [UInt8](repeating: 0, count: 8192)
            let count = max(0, recv(peer, &bytes, bytes.count, Int32(MSG_DONTWAIT)))
            return bytes[..<count].split(separator: UInt8(ascii: ";")).map { frame in
                Int(String(decoding: frame.dropFirst(2), as: UTF8.self)) ?? -1
            }
        }
    }

    let room: LoopRoom
    private let loop: LoopHub
    private let endpoint: EndpointLoop
    private var random: SeededRandom
    private var members: [Member] = []

    init(_ loop: LoopHub, _ endpoint: EndpointLoop, _ random: SeededRandom) {
        self.loop = loop
        self.endpoint = endpoint
        self.random = random
        room = LoopRoom(group: "room", endpoint: endpoint)
    }

    /// One batch in slices of random length, with joins and leaves before, between and after them.
    func deliver(_ batch: Int) {
        change()
        append(batch)
        var waiting = members
        repeat {
            _ = room.walk(limit: Int.random(in: 1...8, using: &random))
            guard room.isWalking else { break }
            let before = members
            change()
            // Who left during the walk may have got the batch or not: it is checked when it leaves.
            let gone = before.filter { member in !members.contains { $0 === member } }
            waiting.removeAll { member in gone.contains { $0 === member } }
        } while true
        for member in waiting { member.due.append(batch) }
    }

    func check() {
        #expect(room.members.count == members.count)
        for (index, member) in members.enumerated() {
            #expect(member.got() == member.due, "member \(index)")
            #expect(
                room.members[member.connection.memberIndex].connection.toOpaque() == Unmanaged.passUnretained(member.connection).toOpaque())
        }
    }

    private func append(_ batch: Int) {
        let publication = Publication(
            group: "room", payload: Array("\(batch);".utf8), seq: Int64(batch), receivedAt: 0, publishedAt: 0, tracker: nil)
        room.receive(publication)
    }

    private func change() {
        for _ in 0..<Int.random(in: 0...3, using: &random) { join() }
        for _ in 0..<Int.random(in: 0...2, using: &random) where members.count > 20 { leave() }
    }

    private func join() {
        guard members.count < 60 || random.next() % 4 == 0 else { return }
        let member = Member(loop, endpoint)
        member.connection.room = room
        member.connection.memberIndex = room.add(member.connection)
        _ = member.connection.goLive(after: 0)
        members.append(member)
    }

    private func leave() {
        let member = members.remove(at: Int.random(in: 0..<members.count, using: &random))
        room.remove(at: member.connection.memberIndex)
        member.connection.room = nil
        let got = member.got()
        // The batch of the walk in progress may be there or not, but once and last.
        #expect(got == member.due || got.dropLast() == member.due[...])
    }
}
