import Testing
import Wire

@testable import Chat

@Suite("Who answers a message")
struct AddressingTests {
    private let addressing = Addressing(commands: ["/help", "/errors"])

    @Test(
        "@assistant as a word of its own is a mention, in any case",
        arguments: [
            "@assistant", "@Assistant, why?", "so, @ASSISTANT?", "(@assistant)", "ask @assistant.", "@assistant.\nwhy?", "é @assistant!",
            "@assistants are not @assistant",
        ])
    func mentions(_ content: String) {
        #expect(Addressing.isMention(content))
    }

    @Test(
        "no mention is what is part of a longer name or of an address, or nearly the name",
        arguments: [
            "", "assistant", "@assistan", "@assistants", "@assistant_2", "me@assistant", "x@assistant.example", "@assistant.example",
            "@assistant-x", "@assistanté", "é@assistant", "@ assistant", "`assistant",
        ])
    func otherWords(_ content: String) {
        #expect(!Addressing.isMention(content))
    }

    @Test("in the mode always every message is answered, in mention those that mention, in never none")
    func modes() {
        for (content, mode, expected) in [
            ("why?", AssistantMode.always, Addressing.Addressee.model), ("@assistant why?", .always, .model), ("why?", .mention, nil),
            ("@assistant why?", .mention, .model), ("@assistant why?", .never, nil), ("why?", .never, nil),
        ] {
            #expect(addressing.addressee(of: content, respond: nil, mode: mode) == expected, "\(content) \(mode)")
        }
    }

    @Test("the author's own wish overrides the mode, both ways")
    func respond() {
        for mode in AssistantMode.allCases {
            #expect(addressing.addressee(of: "@assistant /help", respond: false, mode: mode) == nil)
            #expect(addressing.addressee(of: "/help", respond: false, mode: mode) == nil)
            #expect(addressing.addressee(of: "why?", respond: true, mode: mode) == .model)
            #expect(addressing.addressee(of: "/help", respond: true, mode: mode) == .operations)
        }
    }

    @Test("a first word that is a command calls the operations assistant, but not in the mode never")
    func commands() {
        for content in [
            "/help", "/HELP", "/errors 5m", "/errors\t5m", "/help\nplease", " /help", "@assistant /help", "@Assistant: /errors 5m",
            "@assistant,\n/help",
        ] {
            #expect(addressing.addressee(of: content, respond: nil, mode: .always) == .operations, "\(content)")
            #expect(addressing.addressee(of: content, respond: nil, mode: .mention) == .operations, "\(content)")
            #expect(addressing.addressee(of: content, respond: nil, mode: .never) == nil, "\(content)")
        }
        for content in ["/helpme", "please /help", "help", "/", "//help", "/" + String(repeating: "h", count: 100_000)] {
            #expect(addressing.addressee(of: content, respond: nil, mode: .mention) == nil)
        }
        for content in ["@assistant please /help", "@assistant", "@assistant help", "@assistant @assistant /help"] {
            #expect(addressing.addressee(of: content, respond: nil, mode: .mention) == .model, "\(content)")
        }
    }
}
