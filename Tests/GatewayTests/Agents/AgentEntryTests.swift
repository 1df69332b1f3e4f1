import Agents
import AgentsTestSupport
import Identity
import Testing
import Wire

@testable import Gateway

@Suite("A socket at an execution, as it comes in")
struct AgentEntryTests {
    private static let times = #""created_at":"2023-11-14T22:13:20.000Z""#
    private static let pending =
        #"{"id":"id-1","agent":"writer","user_id":"ada","platform":"worker","status":"pending","attempt":1,"#
        + #""progress":{"percentage":0,"message":""},"input":{"topic":"rain"},"output":null,"error":null,"#
        + #""tokens":{"input":0,"output":0,"total":0},"cost_usd":0,"labels":{},\#(times)}"#

    @Test("is told the whole state, and then each event once it is stored")
    func live() async throws {
        try await SocketNode.run(loops: 2) { node in
            let id = try await node.agents.ask()
            let socket = try node.connect("ada", toExecution: id)
            #expect(
                try await socket.next()
                    == #"{"type":"connection","status":"connected","execution":\#(Self.pending),"#
                    + #""expires_at":"2023-11-14T23:13:20.000Z","last_seq":1,"resumed":false,"#
                    + #""server":{"name":"telltale","version":"1","node":"a"},"heartbeat_ms":25000}"#)
            let lease = try await node.agents.begin()
            try await node.agents.report(
                id, lease, .progress(ExecutionProgress(percentage: 40, message: "writing", step: 1, steps: 3)), .output("dr"),
                .complete(output: #""dry""#))
            #expect(
                try await socket.next()
                    == #"{"type":"execution_update","execution_id":"id-1","seq":2,"status":"running","#
                    + #""data":{"attempt":1,"worker":"w1","at":"2023-11-14T22:13:20.000Z"}}"#)
            #expect(
                try await socket.next()
                    == #"{"type":"progress","execution_id":"id-1","seq":3,"percentage":40,"message":"writing","step":1,"steps":3}"#)
            #expect(try await socket.next() == #"{"type":"execution_output","execution_id":"id-1","seq":4,"index":0,"delta":"dr"}"#)
            let end = try await socket.next()
            #expect(end.hasPrefix(#"{"type":"execution_complete","execution_id":"id-1","seq":5,"result":"dry","execution":{"id":"id-1""#))
            #expect(node.metric("telltale_operations_total", ["endpoint": "agents", "operation": "execution", "outcome": "ok"]) == 1)
            #expect(node.metric("telltale_operations_total", ["endpoint": "agents", "operation": "handshake", "outcome": "ok"]) == 1)
        }
    }

    @Test("is told what it missed, in order and once, and goes on live")
    func replay() async throws {
        try await SocketNode.run { node in
            let id = try await node.agents.ask()
            let lease = try await node.agents.begin()
            // More than a page of a replay holds.
            let piece = String(repeating: "x", count: 60_000)
            for number in 0..<12 { try await node.agents.report(id, lease, from: Int64(number) + 1, .output("\(number)" + piece)) }
            let socket = try node.connect("ada", toExecution: id, since: "1")
            #expect(try await socket.next("connection").contains(#""last_seq":14,"resumed":true"#))
            #expect(try await socket.next().hasPrefix(#"{"type":"execution_update","execution_id":"id-1","seq":2,"#))
            for number in 0..<12 {
                #expect(
                    try await socket.next().hasPrefix(
                        #"{"type":"execution_output","execution_id":"id-1","seq":\#(number + 3),"index":\#(number),"delta":"\#(number)x"#))
            }
            try await node.agents.report(id, lease, from: 13, .progress(ExecutionProgress(percentage: 1)))
            #expect(
                try await socket.next() == #"{"type":"progress","execution_id":"id-1","seq":15,"percentage":1,"message":""}"#)
        }
    }

    @Test("after the end is told the end, and stays open")
    func afterTheEnd() async throws {
        try await SocketNode.run { node in
            let id = try await node.agents.finished()
            let socket = try node.connect("ada", toExecution: id)
            #expect(try await socket.next("connection").contains(#""last_seq":5,"resumed":false"#))
            #expect(try await socket.next().hasPrefix(#"{"type":"execution_complete","execution_id":"id-1","seq":5,"result":"dry","#))
            socket.send(#"{"type":"get_status","id":"7"}"#)
            let status = try await socket.next()
            #expect(status.hasPrefix(#"{"type":"execution_update","id":"7","execution_id":"id-1","status":"completed","#))
            #expect(status.contains(#""data":{"execution":{"id":"id-1","#))
        }
    }

    @Test(
        "after the end with since is told what it missed, and nothing twice",
        arguments: [(3, [4, 5]), (5, []), (9, [5])] as [(Int64, [Int])])
    func afterTheEndSince(since: Int64, missed: [Int]) async throws {
        try await SocketNode.run { node in
            let id = try await node.agents.finished()
            let socket = try node.connect("ada", toExecution: id, since: "\(since)")
            // What lies ahead of the last event is nothing that it can have: it is told as one without.
            #expect(try await socket.next("connection").contains(#""resumed":\#(since <= 5)"#))
            for seq in missed { #expect(try await socket.next().contains(#""seq":\#(seq),"#)) }
            socket.send(#"{"type":"ping"}"#)
            #expect(try await socket.next() == #"{"type":"pong"}"#)
        }
    }

    @Test("is replayed a thousand events at most")
    func replayLimit() {
        #expect(AgentSession.canReplay(from: 0, to: 1_000))
        #expect(!AgentSession.canReplay(from: 0, to: 1_001))
        #expect(AgentSession.canReplay(from: 7, to: 7))
        #expect(!AgentSession.canReplay(from: 8, to: 7))
    }

    @Test("says what it knows as a whole number, or nothing")
    func since() {
        #expect(Since(nil) == .absent)
        #expect(Since("0") == .seq(0))
        #expect(Since("9223372036854775807").seq == .max)
        for text in ["", "-1", "1.5", "x", "9223372036854775808"] { #expect(Since(text) == .malformed, "\(text)") }
    }

    @Test("is turned away with a code that says why")
    func refused() async throws {
        try await SocketNode.run { node in
            let id = try await node.agents.ask()
            let eve = try node.connect("eve", toExecution: id)
            #expect(try await eve.next() == "close 4403 it is not your execution")
            let chat = try node.connect("ada", toExecution: id, scopes: .chat)
            #expect(try await chat.next() == "close 4403 the token lacks the scope agents")
            let none = try node.connect("ada", toExecution: "none")
            #expect(try await none.next() == "close 4404 no such execution")
            let malformed = try node.connect("ada", toExecution: "a%20b")
            #expect(try await malformed.next() == "close 4400 the execution id is malformed")
            let since = try node.connect("ada", toExecution: id, since: "-1")
            #expect(try await since.next() == "close 4400 since must be a whole number of at least 0")
            let admin = try await node.watch(id, as: "root", scopes: .admin)
            admin.send(#"{"type":"ping"}"#)
            #expect(try await admin.next() == #"{"type":"pong"}"#)
            let handshakes = ["endpoint": "agents", "operation": "handshake"]
            #expect(node.metric("telltale_operations_total", handshakes.merging(["outcome": "client_error"]) { $1 }) == 5)
            #expect(node.metric("telltale_operations_total", handshakes.merging(["outcome": "ok"]) { $1 }) == 1)
        }
    }

    @Test("has as many places for a user at an execution as there are")
    func places() async throws {
        try await SocketNode.run(socketsPerUser: 1) { node in
            let (first, second) = (try await node.agents.ask(), try await node.agents.ask())
            let socket = try await node.watch(first)
            let again = try node.connect("ada", toExecution: first)
            #expect(try await again.next() == "close 4413 too many sockets of this user at this execution")
            _ = try await node.watch(second)
            _ = try await node.watch(first, as: "root", scopes: .admin)
            withExtendedLifetime(socket) {}
        }
    }

    @Test("while the store cannot read is told of the gap, and goes on live")
    func resync() async throws {
        try await SocketNode.run { node in
            let id = try await node.agents.ask()
            let lease = try await node.agents.begin()
            node.eventFailures.fail(with: .unavailable("disk"))
            let again = try node.connect("ada", toExecution: id, since: "1")
            #expect(try await again.next("connection").contains(#""last_seq":2,"resumed":true"#))
            #expect(try await again.next() == #"{"type":"resync","last_seq":2}"#)
            try await node.agents.report(id, lease, .output("a"))
            #expect(try await again.next() == #"{"type":"execution_output","execution_id":"id-1","seq":3,"index":0,"delta":"a"}"#)
            node.eventFailures.fail(with: .closed)
            let last = try await node.watch(id, since: 1)
            #expect(try await last.next() == "close 1001 the server is shutting down")
        }
    }

    @Test("while the store is away cannot enter")
    func storeAway() async throws {
        try await SocketNode.run { node in
            let id = try await node.agents.ask()
            node.executions.fail(with: .unavailable("disk"))
            #expect(try await node.connect("ada", toExecution: id).next() == "close 1011 the store is unavailable; try again later")
            node.executions.fail(with: .closed)
            #expect(try await node.connect("ada", toExecution: id).next() == "close 1001 the server is shutting down")
        }
    }

    @Test(
        "goes on only where the store may do later what it cannot do now",
        arguments: [
            (.overloaded, .overloaded, true), (.storeUnavailable, .internalError, true), (.internal, .internalError, false),
            (.notFound, .notFound, false), (.forbidden, .forbidden, false), (.badFrame, .badRequest, false),
        ] as [(ErrorCode, CloseCode, Bool)])
    func passing(_ code: ErrorCode, _ closeCode: CloseCode, _ isPassing: Bool) {
        let error = AgentError(code, "")
        #expect(error.closeCode == closeCode)
        #expect(error.isPassing == isPassing)
        var ending = error
        ending.isEnding = true
        #expect(ending.closeCode == .goingAway)
        #expect(!ending.isPassing)
    }
}
