import Agents
import HTTPTypes
import NIOCore
import Testing
import Wire

@testable import Gateway

@Suite("The body that asks for an execution")
struct ExecutionBodyTests {
    private func refusal(_ text: String) -> String {
        do throws(HTTPRefusal) {
            _ = try ExecutionBody(ByteBuffer(string: text))
            return "taken"
        } catch {
            return "\(error.status.code) \(error.message)"
        }
    }

    @Test(
        "is refused in words that name what is wrong",
        arguments: [
            ("{}", "400 agent, the name of who is to do it, is missing"),
            (#"{"agent":1}"#, "400 agent must be 1 to 80 characters of A-Z a-z 0-9 _ - ."),
            (#"{"agent":"a b"}"#, "400 agent must be 1 to 80 characters of A-Z a-z 0-9 _ - ."),
            (#"{"agent":"a","agent":"b"}"#, "400 a member comes twice in the body"),
            (#"{"agent":"a","labels":[]}"#, "400 labels must be an object"),
            (#"{"agent":"a","labels":{"x":1}}"#, "400 the value of a label must be a string"),
            (#"{"agent":"a","labels":{"x":"1","x":"2"}}"#, "400 a member comes twice in the body"),
            (#"{"agent":"a","idempotency_key":""}"#, "400 idempotency_key must have 1 to 200 bytes"),
            (#"{"agent":"a","idempotency_key":1}"#, "400 idempotency_key must be a string"),
        ])
    func refused(text: String, expected: String) {
        #expect(refusal(text) == expected)
    }

    @Test("that is no JSON object is told what it should be", arguments: ["", "[]", "{", #"{"agent":"a"}x"#, #"{"agent":"a","input":01}"#])
    func noObject(text: String) {
        #expect(
            refusal(text)
                == "400 the body must be a JSON object with agent, and with input, labels {name: value} and idempotency_key if wanted")
    }

    @Test("has an input that nests as deep as it can be shown")
    func depth() {
        func nested(_ depth: Int) -> String {
            #"{"agent":"a","input":\#(String(repeating: "[", count: depth))\#(String(repeating: "]", count: depth))}"#
        }
        // With a page of events, one of them and its execution around it, it nests 32 deep.
        #expect(refusal(nested(28)) == "taken")
        #expect(refusal(nested(29)) == "400 input nests too deep")
    }

    @Test("keeps the input as it stands, and what is null is as if it were absent")
    func kept() throws {
        let body = try ExecutionBody(ByteBuffer(string: #"{"input" : [1e400, "\ud83d\ude00"] , "agent":"a","labels":null}"#))
        #expect(body.input == #"[1e400, "\ud83d\ude00"]"#)
        #expect(body.labels.isEmpty)
        #expect(body.idempotencyKey == nil)
    }

    @Test("that is not UTF-8 within the input is refused")
    func notUTF8() {
        var buffer = ByteBuffer(string: #"{"agent":"a","input":""#)
        buffer.writeBytes([0xFF])
        buffer.writeString(#""}"#)
        #expect(throws: HTTPRefusal.self) { try ExecutionBody(buffer) }
    }

    @Test("of a cancellation may be nothing, and its reason has a thousand bytes at most")
    func cancel() throws {
        #expect(try CancelBody(ByteBuffer()).reason == nil)
        #expect(try CancelBody(ByteBuffer(string: #"{"reason":null}"#)).reason == nil)
        #expect(try CancelBody(ByteBuffer(string: #"{"reason":"\#(String(repeating: "r", count: 1_000))"}"#)).reason?.count == 1_000)
        for text in [#"{"reason":"\#(String(repeating: "r", count: 1_001))"}"#, #"{"reason":1}"#, "[]", "null"] {
            #expect(throws: HTTPRefusal.self) { try CancelBody(ByteBuffer(string: text)) }
        }
    }
}
