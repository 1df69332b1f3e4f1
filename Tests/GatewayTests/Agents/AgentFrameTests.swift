import Agents
import AgentsTestSupport
import ChannelLayer
import ChatTestSupport
import Identity
import Testing
import Wire

@testable import Gateway

@Suite("Frames of a socket at an execution")
struct AgentFrameTests {
    @Test("cancel is acknowledged once it is stored, and every watcher is told why")
    func cancel() async throws {
        try await SocketNode.run(loops: 2) { node in
            let id = try await node.agents.ask()
            let (ada, root) = (try await node.watch(id), try await node.watch(id, as: "root", scopes: .admin))
            ada.send(#"{"type":"cancel","reason":"not needed","id":"1"}"#)
            #expect(
                try await ada.next("ack") == #"{"type":"ack","id":"1","execution_id":"id-1","status":"cancelled","seq":2}"#)
            #expect(
                try await root.next()
                    == #"{"type":"execution_update","execution_id":"id-1","seq":2,"status":"cancelled","#
                    + #""data":{"attempt":1,"reason":"not needed","at":"2023-11-14T22:13:20.000Z"}}"#)
            root.send(#"{"type":"cancel"}"#)
            #expect(try await root.next() == #"{"type":"ack","execution_id":"id-1","status":"cancelled","seq":2}"#)
            #expect(node.metric("telltale_operations_total", ["operation": "cancel", "outcome": "ok"]) == 2)
        }
    }

    @Test("cancel after another end tells how the execution stands")
    func cancelAfterTheEnd() async throws {
        try await SocketNode.run { node in
            let socket = try await node.watch(try await node.agents.finished())
            socket.send(#"{"type":"cancel","id":"1"}"#)
            #expect(try await socket.next("ack") == #"{"type":"ack","id":"1","execution_id":"id-1","status":"completed"}"#)
        }
    }

    @Test("cancel while the store is away is refused, and may be asked again")
    func cancelWithoutStore() async throws {
        try await SocketNode.run { node in
            let socket = try await node.watch(try await node.agents.ask())
            node.executions.fail(with: .unavailable("disk"))
            socket.send(#"{"type":"cancel","id":"1"}"#)
            #expect(
                try await socket.next()
                    == #"{"type":"error","id":"1","code":"store_unavailable","message":"the store is unavailable; try again later","#
                    + #""retry_after_ms":1000}"#)
            node.executions.fail(with: nil)
            socket.send(#"{"type":"cancel","id":"2"}"#)
            #expect(try await socket.next("ack").contains(#""status":"cancelled","seq":2"#))
        }
    }

    @Test("get_status is answered one after the other, each with its id")
    func status() async throws {
        try await SocketNode.run { node in
            let socket = try await node.watch(try await node.agents.ask())
            for number in 1...20 { socket.send(#"{"type":"get_status","id":"\#(number)"}"#) }
            for number in 1...20 {
                #expect(
                    try await socket.next().hasPrefix(
                        #"{"type":"execution_update","id":"\#(number)","execution_id":"id-1","status":"pending","data":{"execution":{"#))
            }
            #expect(node.metric("telltale_operations_total", ["operation": "get_status", "outcome": "ok"]) == 20)
        }
    }

    @Test(
        "that are wrong are told so, and the socket stays",
        arguments: [
            ("{", "bad_frame"), (#"{"type":"message","content":"x"}"#, "unknown_type"), (#"{"type":"cancel","reason":1}"#, "bad_frame"),
            (#"{"type":"refresh"}"#, "bad_frame"),
        ])
    func wrong(frame: String, code: String) async throws {
        try await SocketNode.run { node in
            let socket = try await node.watch(try await node.agents.ask())
            socket.send(frame)
            #expect(try await socket.next().contains(#""code":"\#(code)""#))
            socket.send(#"{"type":"ping","id":"1"}"#)
            #expect(try await socket.next() == #"{"type":"pong","id":"1"}"#)
        }
    }

    @Test("events that other processes publish to the group reach the sockets as they are")
    func foreign() async throws {
        try await SocketNode.run { node in
            let socket = try await node.watch(try await node.agents.ask())
            let text = #"{"type":"progress","percentage":7,"message":"from elsewhere"}"#
            node.layer.publish(LayerEvent(group: "execution_id-1", payload: Array(text.utf8)))
            node.layer.flush()
            #expect(try await socket.next() == text)
        }
    }

    @Test("end with 4404 when the execution was deleted, wherever the sockets are")
    func deleted() async throws {
        try await SocketNode.run(loops: 2) { node in
            let (id, other) = (try await node.agents.finished(), try await node.agents.ask())
            let sockets = [try await node.watch(id), try await node.watch(id), try await node.watch(id, as: "root", scopes: .admin)]
            let bystander = try await node.watch(other)
            try await node.agents.delete(id, by: AgentService.ada)
            for socket in sockets {
                try await socket.next("execution_complete")
                #expect(try await socket.next() == "close 4404 the execution was deleted")
            }
            bystander.send(#"{"type":"ping"}"#)
            #expect(try await bystander.next() == #"{"type":"pong"}"#)
        }
    }

    @Test("refresh keeps the owner, and ends who came in by a scope that the new token lacks")
    func refresh() async throws {
        try await SocketNode.run { node in
            let id = try await node.agents.ask()
            let (ada, root) = (try await node.watch(id), try await node.watch(id, as: "root", scopes: [.agents, .admin]))
            ada.send(#"{"type":"refresh","token":"\#(try node.token("ada", scopes: .agents))","id":"1"}"#)
            #expect(try await ada.next() == #"{"type":"refreshed","id":"1","expires_at":"2023-11-14T23:13:20.000Z"}"#)
            ada.send(#"{"type":"refresh","token":"\#(try node.token("ada", scopes: .chat))","id":"2"}"#)
            #expect(
                try await ada.next()
                    == #"{"type":"error","id":"2","code":"forbidden","message":"the token is not valid for this socket"}"#)
            root.send(#"{"type":"refresh","token":"\#(try node.token("root", scopes: .agents))"}"#)
            try await root.next("refreshed")
            #expect(try await root.next() == "close 4403 the new token does not allow this execution")
        }
    }
}
