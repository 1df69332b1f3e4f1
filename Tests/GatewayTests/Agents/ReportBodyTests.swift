import Agents
import HTTPTypes
import NIOCore
import Testing
import Wire

@testable import Gateway

@Suite("The body of a worker's report")
struct ReportBodyTests {
    private func refusal(_ text: String) -> String {
        do throws(HTTPRefusal) {
            _ = try ReportBody(ByteBuffer(string: text))
            return "taken"
        } catch {
            return "\(error.status.code) \(error.message)"
        }
    }

    private func refusal(event: String) -> String {
        refusal(#"{"lease_id":"l","events":[{"sequence":7,"type":"usage"},{"sequence":8,\#(event)}]}"#)
    }

    @Test("is read as it was meant, whatever the order of its members")
    func read() throws {
        let text = #"""
            {"events":[{"type":"progress","percentage":40,"message":"m","step":1,"steps":3,"sequence":3},
            {"sequence":4,"type":"progress","percentage":99.5,"message":null},
            {"sequence":5,"delta":"d\u0000é","type":"output"},
            {"sequence":6,"type":"usage","input_tokens":1,"output_tokens":2,"cost_usd":0.01},
            {"sequence":7,"type":"complete","output": {"a" : [1]} },
            {"sequence":8,"type":"complete"},
            {"sequence":9,"type":"error","error":{"message":"no","code":"timeout","more":1}},
            {"sequence":10,"type":"error","error":{}, "output":1,"x":{"y":[]}}],"lease_id":"l1","other":{}}
            """#
        let report = try ReportBody(ByteBuffer(string: text)).report
        #expect(report.leaseID == "l1")
        #expect(report.firstSequence == 3)
        #expect(
            report.commands == [
                .progress(ExecutionProgress(percentage: 40, message: "m", step: 1, steps: 3)),
                .progress(ExecutionProgress(percentage: 99.5)), .output("d\u{0}é"),
                .usage(inputTokens: 1, outputTokens: 2, costUSD: 0.01), .complete(output: #"{"a" : [1]}"#), .complete(output: nil),
                .fail(ExecutionFailure(code: .timeout, message: "no")), .fail(ExecutionFailure(code: .internal, message: "")),
            ])
    }

    @Test("without events is a heartbeat")
    func heartbeat() throws {
        let report = try ReportBody(ByteBuffer(string: #"{"lease_id":"l","events":[]}"#)).report
        #expect(report == WorkerReport(leaseID: "l"))
    }

    @Test(
        "is refused in words that name what is wrong",
        arguments: [
            (#"{"events":[]}"#, "400 lease_id is missing"), (#"{"lease_id":"l"}"#, "400 events is missing; none, [], is a heartbeat"),
            (#"{"lease_id":1,"events":[]}"#, "400 lease_id must be a string"),
            (#"{"lease_id":"l","events":{}}"#, "400 events must be an array"),
            (#"{"lease_id":"l","events":[1]}"#, "400 events[0]: the event must be an object"),
            (#"{"lease_id":"l","events":[{"type":"usage"}]}"#, "400 events[0]: sequence is missing"),
            (#"{"lease_id":"l","events":[{"type":"usage","sequence":1.5}]}"#, "400 events[0]: sequence must be a whole number"),
            (
                #"{"lease_id":"l","events":[{"type":"usage","sequence":9223372036854775808}]}"#,
                "400 events[0]: sequence must be a whole number"
            ),
            (
                #"{"lease_id":"l","events":[{"type":"usage","sequence":4},{"type":"usage","sequence":6}]}"#,
                "400 events[1]: sequence must be 5, one more than before"
            ),
            (
                #"{"lease_id":"l","events":[{"type":"usage","sequence":4},{"type":"usage","sequence":4}]}"#,
                "400 events[1]: sequence must be 5, one more than before"
            ),
            (#"{"lease_id":"l","events":[],"events":[]}"#, "400 a member comes twice in the body"),
            ("[]", "400 the body must be a JSON object with lease_id and events [{sequence, type, …}]"),
            (
                #"{"lease_id":"l","events":[{"sequence":1,"type":"usage"},]}"#,
                "400 the body must be a JSON object with lease_id and events [{sequence, type, …}]"
            ),
        ])
    func refused(text: String, expected: String) {
        #expect(refusal(text) == expected)
    }

    @Test(
        "with an event that is wrong is refused whole, with its place and member",
        arguments: [
            (#""x":1"#, "type must be one of: progress, output, usage, complete, error"),
            (#""type":"start""#, "type must be one of: progress, output, usage, complete, error"),
            (#""type":1"#, "type must be a string"), (#""type":"usage","type":"usage""#, "a member comes twice in the body"),
            (#""type":"progress""#, "percentage is missing"),
            (#""type":"progress","percentage":"40""#, "percentage must be a number"),
            (#""type":"progress","percentage":1e999"#, "percentage must be a number"),
            (#""type":"progress","percentage":1,"message":1"#, "message must be a string"),
            (#""type":"progress","percentage":1,"step":1.5"#, "step must be a whole number"),
            (#""type":"progress","percentage":1,"steps":[]"#, "steps must be a whole number"),
            (#""type":"output""#, "delta is missing"), (#""type":"output","delta":1"#, "delta must be a string"),
            (#""type":"usage","output_tokens":9223372036854775808"#, "output_tokens must be a whole number"),
            (#""type":"usage","cost_usd":1e400"#, "cost_usd must be a number"),
            (#""type":"error""#, "error {code, message} is missing"), (#""type":"error","error":"no""#, "error must be an object"),
            (#""type":"error","error":{"code":"conflict"}"#, "error.code must be one of: model_error, timeout, internal"),
            (#""type":"error","error":{"message":1}"#, "error.message must be a string"),
        ])
    func refusedEvent(event: String, expected: String) {
        #expect(refusal(event: event) == "400 events[1]: " + expected)
    }

    @Test("is not judged by what it says: that is for who takes reports")
    func unjudged() {
        for sequence in ["0", "-5", "9223372036854775807"] {
            #expect(refusal(#"{"lease_id":"","events":[{"type":"usage","sequence":\#(sequence)}]}"#) == "taken")
        }
        for event in [
            #""type":"progress","percentage":101,"step":3,"steps":2"#, #""type":"output","delta":"""#, #""type":"usage","input_tokens":-1"#,
        ] {
            #expect(refusal(event: event) == "taken")
        }
        #expect(
            refusal(#"{"lease_id":"l","events":[{"type":"usage","sequence":9223372036854775807},{"type":"usage","sequence":1}]}"#)
                == "400 events[1]: sequence is too large")
    }

    @Test("has as many events as may be, which nest as deep as they can be shown")
    func bounds() {
        func events(_ count: Int) -> String {
            let all = (1...count).map { #"{"sequence":\#($0),"type":"usage"}"# }
            return #"{"lease_id":"l","events":[\#(all.joined(separator: ","))]}"#
        }
        #expect(refusal(events(1_000)) == "taken")
        #expect(refusal(events(1_001)) == "400 events must be at most 1000")
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(refusal(event: #""type":"complete","output":\#(nested(28))"#) == "taken")
        #expect(refusal(event: #""type":"complete","output":\#(nested(29))"#) == "400 events[1]: output nests too deep")
    }
}
