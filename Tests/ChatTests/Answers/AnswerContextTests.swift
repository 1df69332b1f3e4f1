import LanguageModels
import Testing
import Wire

@testable import Chat

@Suite("What a model is told")
struct AnswerContextTests {
    private let ada = UserRef(id: "ada", name: "Ada")
    private let bob = UserRef(id: "bob", name: "Bob")

    private func message(_ content: String, seq: Int64 = 1, by author: UserRef? = nil, deleted: Bool = false) -> Message {
        Message(
            id: "m\(seq)", seq: seq, conversationID: "lobby", role: author == .assistant ? .assistant : .user, author: author ?? ada,
            content: content, createdAtMilliseconds: 0, deleted: deleted)
    }

    private func context(messages: Int = 50, tokens: Int = 8_000, prompt: String? = nil) -> AnswerContext {
        AnswerContext(systemPrompt: prompt, messageLimit: messages, tokenLimit: tokens)
    }

    @Test("it is told the system prompt, what was said before, and the question last")
    func order() {
        let told = context(prompt: "Be brief.").messages(
            before: [message("one"), message("two", by: .assistant)], since: [], question: message("three"))
        #expect(
            told == [
                ModelMessage(.system, "Be brief."), ModelMessage(.user, "one"), ModelMessage(.assistant, "two"),
                ModelMessage(.user, "three"),
            ])
    }

    @Test("of what came after the question only answers are told, before the question")
    func waited() {
        let told = context().messages(
            before: [message("first?")], since: [message("third?", by: bob), message("first!", by: .assistant)],
            question: message("second?"))
        #expect(told == [ModelMessage(.user, "first?"), ModelMessage(.assistant, "first!"), ModelMessage(.user, "second?")])
    }

    @Test("users are named where several speak, and only there")
    func names() {
        let one = context().messages(before: [message("one"), message("two", by: .assistant)], since: [], question: message("three"))
        #expect(one.allSatisfy { $0.name == nil })
        let several = context().messages(before: [message("one"), message("two", by: bob)], since: [], question: message("three"))
        #expect(several.map(\.name) == ["Ada", "Bob", "Ada"])
    }

    @Test("what was deleted and answers of which nothing came are left out")
    func leftOut() {
        let told = context().messages(
            before: [message("", deleted: true), message("", by: .assistant)], since: [], question: message("why?"))
        #expect(told == [ModelMessage(.user, "why?")])
    }

    @Test("files are told by name")
    func files() {
        var question = message("")
        question.attachments = [Attachment(id: "u", fileName: "a.png", contentType: "image/png", size: 7)]
        #expect(context().messages(before: [], since: [], question: question).map(\.content) == ["[file: a.png, image/png, 7 bytes]"])
    }

    @Test("the oldest go first when there are too many messages")
    func messageLimit() {
        let before = (1...9).map { message("\($0)") }
        #expect(context(messages: 3).messages(before: before, since: [], question: message("?")).map(\.content) == ["8", "9", "?"])
        #expect(context(messages: 1).messages(before: before, since: [], question: message("?")).map(\.content) == ["?"])
        #expect(context(messages: 0).messages(before: before, since: [], question: message("?")).map(\.content) == ["?"])
    }

    @Test("the oldest go first when there are too many tokens, without a gap; the question stays whole")
    func tokenLimit() {
        let before = [message("tiny"), message(String(repeating: "x", count: 400)), message("tail")]
        #expect(context(tokens: 20).messages(before: before, since: [], question: message("?")).map(\.content) == ["tail", "?"])
        #expect(context(tokens: 200).messages(before: before, since: [], question: message("?")).count == 4)
        let long = String(repeating: "x", count: 10_000)
        #expect(context(tokens: 20).messages(before: before, since: [], question: message(long)).map(\.content) == [long])
    }

    @Test("a token is four bytes of ASCII or one character beyond, and a message takes four more")
    func estimate() {
        for (text, tokens) in [("", 4), ("a", 5), ("abcd", 5), ("abcde", 6), ("中文", 6), ("aé", 6), ("👍", 5)] {
            #expect(TokenEstimate.tokens(of: text) == tokens, "\(text)")
        }
    }
}
