import Dispatch
import Glibc
import Synchronization
import Testing
import Wire

@testable import Sockets

extension Loopback {
    @Suite("A socket that joins while its room streams")
    struct StreamingTests {
        private static let joining = {
            var script = TestSession.Script()
            script.opened = { $0.join("room") }
            return script
        }()

        @Test("gets no part that its first frame told, held or not, and every later one, in every phase")
        func phases() throws {
            try TestServer.run(Self.joining) { server in
                let client = try server.client()
                let connection = try server.newest()
                server.publish("typing", seq: 0)
                server.publish("p1", seq: 0, part: 1)
                server.publish("p2", seq: 0, part: 2)
                server.publish("p3", seq: 0, part: 3)
                try server.onLoop { _ in
                    connection.send(text: Array("p1-2".utf8), type: "message_chunk")
                    connection.skipParts(through: 2)
                    connection.beginCatchUp()
                }
                server.publish("p2", seq: 0, part: 2)
                server.publish("p4", seq: 0, part: 4)
                try server.onLoop { _ in #expect(connection.goLive(after: 0)) }
                // A batch that is taken whole but for one part, then one that has none to leave out.
                for (text, part) in [("p2", 2), ("p5", 5), ("presence", 0)] as [(String, Int64)] {
                    server.hub.publish(group: "room", payload: Array(text.utf8), seq: 0, part: part, receivedAt: 0)
                }
                server.hub.publish(group: "room", payload: Array("1".utf8), seq: 1, receivedAt: 0)
                server.hub.flush()
                server.publish("p6", seq: 0, part: 6)
                let got = ["p1-2", "typing", "p3", "p4", "p5", "presence", "1", "p6"]
                #expect(try client.readTexts(8) == got)
                #expect(try server.eventually { server.metric("telltale_websocket_messages_sent_total") == 8 })
                #expect(server.metric("telltale_websocket_sent_bytes_total") == 8 * 2 + got.joined().utf8.count)
            }
        }

        @Test("is written to directly only when no part that it was told can come any more")
        func direct() throws {
            try TestServer.run(Self.joining) { server in
                let client = try server.client()
                let connection = try server.newest()
                try server.onLoop { _ in
                    connection.skipParts(through: 2)
                    connection.beginCatchUp()
                    #expect(connection.goLive(after: 5))
                }
                server.publish("p1", seq: 0, part: 1)
                server.publish("p3", seq: 0, part: 3)
                #expect(try client.readText() == "p3")
                #expect(try server.onLoop { _ in connection.room?.members.first?.descriptor } == -1)
                server.publish("6", seq: 6)
                #expect(try client.readText() == "6")
                #expect(try server.onLoop { _ in (connection.room?.members.first?.descriptor ?? -1) >= 0 })
                try server.onLoop { _ in connection.skipParts(through: 4) }
                #expect(try server.onLoop { _ in connection.room?.members.first?.descriptor } == -1)
                server.publish("p4", seq: 0, part: 4)
                server.publish("p5", seq: 0, part: 5)
                #expect(try client.readText() == "p5")
            }
        }

        @Test("keeps the newest of what waits for its first frame")
        func bounded() throws {
            try TestServer.run(Self.joining) { server in
                let client = try server.client()
                let connection = try server.newest()
                for part in 1...300 { server.publish("p\(part)", seq: 0, part: Int64(part)) }
                #expect(try server.eventually { try server.onLoop { $0.rooms["room"]?.isQueued } == false })
                try server.onLoop { _ in connection.beginCatchUp() }
                #expect(try client.readTexts(256) == (45...300).map { "p\($0)" })
            }
        }

        @Test("knows the whole text at each moment, however the joining falls between the parts", arguments: 1...2)
        func concurrent(loops: Int) throws {
            let stream = TextStream()
            var script = TestSession.Script()
            script.opened = { connection in
                connection.join("room")
                // As a session does: what there is so far is read on another thread, after joining.
                stream.ask { text, part in
                    connection.post {
                        connection.send(text: Array("=\(text)".utf8), type: "message_chunk")
                        connection.skipParts(through: part)
                        connection.beginCatchUp()
                        _ = connection.goLive(after: 0)
                    }
                }
            }
            try TestServer.run(script, loops: loops) { server in
                stream.start(server.hub)
                let clients = try (0..<64).map { _ in
                    stream.allow(20)
                    return try server.client()
                }
                let (whole, last) = stream.end()
                for client in clients {
                    var text = ""
                    var number = 0
                    while number < last {
                        let frame = try client.readText()
                        if frame.first == "=" {
                            #expect(text.isEmpty, "the text so far comes first")
                            text = String(frame.dropFirst())
                        } else {
                            text += frame
                        }
                        number = text.utf8.count / TextStream.pieceLength
                    }
                    #expect(text == whole)
                }
            }
        }
    }
}

/// A text that grows on a thread of its own and is published piece by piece, as a room streams an answer.
private final class TextStream: Sendable {
    static let pieceLength = 6

    private struct State {
        var text = ""
        var part: Int64 = 0
        var allowed: Int64 = 0
        var isEnded = false
        var questions: [@Sendable (String, Int64) -> Void] = []
    }

    private let state = Mutex(State())

    /// Calls `answer` on the stream's thread with all so far, sooner or later.
    func ask(_ answer: @escaping @Sendable (String, Int64) -> Void) {
        state.withLock { $0.questions.append(answer) }
    }

    /// So many more pieces may be published, as fast as they can.
    func allow(_ pieces: Int64) {
        state.withLock { $0.allowed += pieces }
    }

    func start(_ hub: Hub) {
        DispatchQueue(label: "stream").async { [self] in
            while step(hub) { sched_yield() }
        }
    }

    /// Ends it and returns all of it.
    func end() -> (text: String, part: Int64) {
        while state.withLock({ !$0.questions.isEmpty }) { sched_yield() }
        return state.withLock { state in
            state.isEnded = true
            return (state.text, state.part)
        }
    }

    private func step(_ hub: Hub) -> Bool {
        let isEnded = state.withLock { state in
            guard !state.isEnded, state.part < state.allowed else { return state.isEnded }
            state.part += 1
            let piece = String(("000000" + String(state.part)).suffix(Self.pieceLength))
            state.text += piece
            hub.publish(group: "room", payload: Array(piece.utf8), seq: 0, part: state.part, receivedAt: 0)
            return false
        }
        hub.flush()
        answer()
        return !isEnded
    }

    private func answer() {
        let (questions, text, part) = state.withLock { state in
            defer { state.questions = [] }
            return (state.questions, state.text, state.part)
        }
        for question in questions { question(text, part) }
    }
}
