import Chat
import NIOCore
import Testing
import Wire

@testable import Gateway

@Suite("The body that changes a conversation")
struct ConversationChangeBodyTests {
    private func change(_ text: String) throws -> ConversationChange {
        try ConversationChangeBody(ByteBuffer(string: text)).change
    }

    @Test("changes what it names and leaves the rest")
    func members() throws {
        #expect(try change("{}") == ConversationChange())
        #expect(try change(#"{"title":""}"#) == ConversationChange(title: ""))
        #expect(try change(#"{"archived":false}"#) == ConversationChange(isArchived: false))
        #expect(
            try change(#"{"title":"a","assistant":"never","archived":true,"id":"x"}"#)
                == ConversationChange(title: "a", assistant: .never, isArchived: true))
    }

    @Test("an assistant of null is the server's")
    func reset() throws {
        #expect(try change(#"{"assistant":null}"#) == ConversationChange(resetsAssistant: true))
        #expect(ConversationChange(resetsAssistant: true).assistant(after: .always) == nil)
        #expect(ConversationChange(assistant: .never).assistant(after: .always) == .never)
        #expect(ConversationChange().assistant(after: .always) == .always)
    }
}
