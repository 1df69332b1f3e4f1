import Agents
import Testing
import Wire

@Suite("A stored execution")
struct ExecutionRecordTests {
    @Test("begins pending, with its making as the first event")
    func beginning() {
        let record = ExecutionRecord(
            Execution(id: "e1", agent: "a", userID: "ada", platform: "telltale", input: "{}", createdAtMilliseconds: 1_000))
        #expect(record.execution.status == .pending && record.execution.attempt == 1 && record.lastSeq == 1)
        #expect(
            String(decoding: AgentFrames.event(record.creation, of: "e1"), as: UTF8.self)
                == #"{"type":"execution_update","execution_id":"e1","seq":1,"status":"pending","data":{"attempt":1,"at":"1970-01-01T00:00:01.000Z"}}"#
        )
    }
}
