import Testing
import Wire

@Suite("Agents: frames of events")
struct ExecutionEventFrameTests {
    private func frame(_ seq: Int64, _ content: ExecutionEvent.Content, of id: String = "e1") -> String {
        text(AgentFrames.event(ExecutionEvent(seq: seq, content), of: id))
    }

    @Test("execution_update says how it stands now, who runs it and why it changed")
    func update() {
        let at: Int64 = 1_709_210_096_789
        #expect(
            frame(1, .update(ExecutionUpdate(status: .pending, attempt: 1, atMilliseconds: at)))
                == #"{"type":"execution_update","execution_id":"e1","seq":1,"status":"pending","#
                + #""data":{"attempt":1,"at":"2024-02-29T12:34:56.789Z"}}"#)
        #expect(
            frame(2, .update(ExecutionUpdate(status: .running, attempt: 1, worker: "w \"1\"", atMilliseconds: at)))
                == #"{"type":"execution_update","execution_id":"e1","seq":2,"status":"running","#
                + #""data":{"attempt":1,"worker":"w \"1\"","at":"2024-02-29T12:34:56.789Z"}}"#)
        #expect(
            frame(3, .update(ExecutionUpdate(status: .pending, attempt: 2, reason: "its worker was silent", atMilliseconds: at)))
                == #"{"type":"execution_update","execution_id":"e1","seq":3,"status":"pending","#
                + #""data":{"attempt":2,"reason":"its worker was silent","at":"2024-02-29T12:34:56.789Z"}}"#)
        #expect(
            frame(4, .update(ExecutionUpdate(status: .cancelled, attempt: 2, reason: "", atMilliseconds: at)))
                == #"{"type":"execution_update","execution_id":"e1","seq":4,"status":"cancelled","#
                + #""data":{"attempt":2,"reason":"","at":"2024-02-29T12:34:56.789Z"}}"#)
    }

    @Test("progress says how far it came, and leaves out the steps that nobody knows")
    func progress() {
        #expect(
            frame(3, .progress(ExecutionProgress(percentage: 33.3, message: "reading\n", step: 1, steps: 3)))
                == #"{"type":"progress","execution_id":"e1","seq":3,"percentage":33.3,"message":"reading\n","step":1,"steps":3}"#)
        #expect(
            frame(.max, .progress(ExecutionProgress()))
                == #"{"type":"progress","execution_id":"e1","seq":9223372036854775807,"percentage":0,"message":""}"#)
        #expect(
            frame(5, .progress(ExecutionProgress(percentage: 100, step: 2)))
                == #"{"type":"progress","execution_id":"e1","seq":5,"percentage":100,"message":"","step":2}"#)
    }

    @Test("execution_output carries a piece and its index")
    func output() {
        #expect(
            frame(4, .output(index: 0, delta: "Hé\"\\\u{0}\n😀"))
                == #"{"type":"execution_output","execution_id":"e1","seq":4,"index":0,"delta":"Hé\"\\\u0000\n😀"}"#)
    }

    @Test("a piece of any size is carried whole")
    func largeOutput() {
        let delta = String(repeating: "é\u{0}", count: 32 << 10)
        let written = frame(4, .output(index: 7, delta: delta))
        #expect(
            written
                == #"{"type":"execution_output","execution_id":"e1","seq":4,"index":7,"delta":""#
                + String(repeating: "é\\u0000", count: 32 << 10) + #""}"#)
    }

    @Test("execution_complete carries the result beside the whole execution")
    func completed() {
        #expect(
            frame(9, .completed(.completed), of: "e2")
                == #"{"type":"execution_complete","execution_id":"e2","seq":9,"result":["a",{"b":1.5}],"execution":\#(Execution.completedJSON)}"#
        )
        var silent = Execution.completed
        silent.output = nil
        #expect(
            frame(9, .completed(silent)).hasPrefix(#"{"type":"execution_complete","execution_id":"e2","seq":9,"result":null,"execution":{"#)
        )
    }

    @Test("execution_error carries the error beside the whole execution")
    func failed() {
        #expect(
            frame(5, .failed(.failed))
                == #"{"type":"execution_error","execution_id":"e1","seq":5,"error":{"code":"model_error","message":"the model said \"no\""},"#
                + #""execution":\#(Execution.failedJSON)}"#)
    }

    @Test("the events after which nothing comes are the last ones")
    func last() {
        let ends: [(ExecutionEvent.Content, Bool)] =
            ExecutionStatus.allCases.map { (.update(ExecutionUpdate(status: $0, attempt: 1, atMilliseconds: 0)), $0.isFinal) }
            + [
                (.progress(ExecutionProgress(percentage: 100)), false), (.output(index: 0, delta: "x"), false),
                (.completed(.completed), true), (.failed(.failed), true),
            ]
        for (content, isLast) in ends {
            #expect(ExecutionEvent(seq: 1, content).isLast == isLast)
        }
        #expect(ExecutionStatus.allCases.filter(\.isFinal) == [.completed, .failed, .cancelled])
        #expect(ExecutionStatus.allCases.map(\.rawValue) == ["pending", "running", "completed", "failed", "cancelled"])
    }
}
