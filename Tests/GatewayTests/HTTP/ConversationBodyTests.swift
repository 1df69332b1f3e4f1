import Hummingbird
import NIOCore
import Testing
import Wire

@testable import Gateway

@Suite("The body that makes a conversation")
struct ConversationBodyTests {
    @Test("may be empty, and unknown members are ignored")
    func lenient() throws {
        for text in ["", "{}", #"{"kind":"open","nested":[{"a":[1,null]}]}"#] {
            let body = try ConversationBody(ByteBuffer(string: text))
            #expect(body.id == nil && body.title == nil && body.participants.isEmpty, "\(text)")
        }
    }

    @Test("carries an id, a title and participants, whose names are their ids unless they have one")
    func whole() throws {
        let body = try ConversationBody(
            ByteBuffer(string: #"{"id":"den","title":"The den","participants":[{"id":"ada","name":"Ada"},{"id":"bob"}]}"#))
        #expect(body.id == "den")
        #expect(body.title == "The den")
        #expect(body.participants.map(\.id) == ["ada", "bob"])
        #expect(body.participants.map(\.name) == ["Ada", "bob"])
    }

    @Test(
        "is refused with 400 when it is anything else",
        arguments: [
            "null", "[]", "{", #"{"id":5}"#, #"{"id":null}"#, #"{"participants":{}}"#, #"{"participants":["ada"]}"#, #"{"title":"a"} x"#,
            #"{"title":"\ud800"}"#, " ",
        ])
    func malformed(text: String) {
        let refusal = #expect(throws: HTTPRefusal.self) { try ConversationBody(ByteBuffer(string: text)) }
        #expect(refusal?.status == .badRequest)
        #expect(refusal?.code == .badFrame)
    }
}
