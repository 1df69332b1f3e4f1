import Testing
import Wire

@Suite("Agents: server frames")
struct AgentFramesTests {
    @Test("connection carries the whole execution and where its events are")
    func connection() {
        let frame = AgentFrames.connection(
            AgentConnection(
                execution: .waiting, expiresAtMilliseconds: 1_709_213_696_000, lastSeq: 1, resumed: false,
                server: ServerInfo(name: "telltale", version: "0.1.0", node: "n1")))
        #expect(
            text(frame)
                == #"{"type":"connection","status":"connected","execution":\#(Execution.waitingJSON),"#
                + #""expires_at":"2024-02-29T13:34:56.000Z","last_seq":1,"resumed":false,"#
                + #""server":{"name":"telltale","version":"0.1.0","node":"n1"},"heartbeat_ms":25000}"#)
        let resumed = AgentFrames.connection(
            AgentConnection(
                execution: .completed, expiresAtMilliseconds: 0, lastSeq: .max, resumed: true,
                server: ServerInfo(name: "", version: "", node: ""), heartbeatMilliseconds: 0))
        #expect(
            text(resumed)
                == #"{"type":"connection","status":"connected","execution":\#(Execution.completedJSON),"#
                + #""expires_at":"1970-01-01T00:00:00.000Z","last_seq":9223372036854775807,"resumed":true,"#
                + #""server":{"name":"","version":"","node":""},"heartbeat_ms":0}"#)
    }

    @Test("the answer to get_status has the id and the whole execution, and no seq")
    func status() {
        #expect(
            text(AgentFrames.status(id: "s-1", .completed))
                == #"{"type":"execution_update","id":"s-1","execution_id":"e2","status":"completed","#
                + #""data":{"execution":\#(Execution.completedJSON)}}"#)
        #expect(
            text(AgentFrames.status(id: nil, .waiting))
                == #"{"type":"execution_update","execution_id":"e1","status":"pending","data":{"execution":\#(Execution.waitingJSON)}}"#)
    }

    @Test("ack says how the execution stands, and the seq of what ended it")
    func ack() {
        #expect(
            text(AgentFrames.ack(id: "c", executionID: "e1", status: .cancelled, seq: 7))
                == #"{"type":"ack","id":"c","execution_id":"e1","status":"cancelled","seq":7}"#)
        #expect(
            text(AgentFrames.ack(id: nil, executionID: "e1", status: .completed, seq: nil))
                == #"{"type":"ack","execution_id":"e1","status":"completed"}"#)
    }

    @Test("the frames without an execution are those of the other sockets")
    func shared() {
        #expect(text(AgentFrames.resync(lastSeq: 7)) == #"{"type":"resync","last_seq":7}"#)
        #expect(text(AgentFrames.pong(id: nil)) == #"{"type":"pong"}"#)
        #expect(text(AgentFrames.pong(id: "p")) == #"{"type":"pong","id":"p"}"#)
        #expect(
            text(AgentFrames.refreshed(id: "r", expiresAtMilliseconds: 1_709_213_696_000))
                == #"{"type":"refreshed","id":"r","expires_at":"2024-02-29T13:34:56.000Z"}"#)
        #expect(
            text(AgentFrames.error(id: "x", code: .conflict, message: "it is over"))
                == #"{"type":"error","id":"x","code":"conflict","message":"it is over"}"#)
        #expect(
            text(AgentFrames.error(id: nil, code: .overloaded, message: "\"busy\"", retryAfterMilliseconds: 250))
                == #"{"type":"error","code":"overloaded","message":"\"busy\"","retry_after_ms":250}"#)
    }

    @Test("the types of all frames are the closed set")
    func types() {
        let update = ExecutionEvent(seq: 1, .update(ExecutionUpdate(status: .running, attempt: 1, atMilliseconds: 0)))
        let server = ServerInfo(name: "", version: "", node: "")
        let frames = [
            AgentFrames.connection(
                AgentConnection(execution: .waiting, expiresAtMilliseconds: 0, lastSeq: 1, resumed: false, server: server)),
            AgentFrames.event(update, of: "e1"), AgentFrames.event(ExecutionEvent(seq: 1, .progress(ExecutionProgress())), of: "e1"),
            AgentFrames.event(ExecutionEvent(seq: 1, .output(index: 0, delta: "x")), of: "e1"),
            AgentFrames.event(ExecutionEvent(seq: 1, .completed(.completed)), of: "e2"),
            AgentFrames.event(ExecutionEvent(seq: 1, .failed(.failed)), of: "e1"),
            AgentFrames.ack(id: nil, executionID: "e1", status: .running, seq: nil), AgentFrames.resync(lastSeq: 1),
            AgentFrames.refreshed(id: nil, expiresAtMilliseconds: 0), AgentFrames.error(id: nil, code: .internal, message: ""),
            AgentFrames.pong(id: nil),
        ]
        let types = frames.map { text($0).dropFirst(#"{"type":""#.count).prefix { $0 != "\"" } }
        #expect(types.map(String.init) == AgentFrames.types)
    }
}
