import Chat
import ChatTestSupport
import Testing
import Wire

@testable import Gateway

@Suite("A chat socket that catches up")
struct CatchingUpTests {
    @Test("while the store cannot read is told of the gap, goes on live and can ask again")
    func resync() async throws {
        try await SocketNode.run { node in
            let ada = try await node.enter("ada")
            for number in 1...3 {
                ada.send(#"{"type":"message","content":"\#(number)","id":"\#(number)"}"#)
                try await ada.next("ack")
            }
            node.store.fail(with: .unavailable("disk"))
            let again = try node.connect("ada", since: 1)
            let greeting = try await again.next("connection")
            #expect(greeting.contains(#""last_seq":3,"resumed":true"#))
            #expect(try await again.next() == #"{"type":"resync","last_seq":3}"#)
            again.send(#"{"type":"ping"}"#)
            #expect(try await again.next() == #"{"type":"pong"}"#)
            node.store.fail(with: nil)
            ada.send(#"{"type":"message","content":"4","id":"4"}"#)
            #expect(try await again.next("new_message").contains(#""seq":4,"#))
            let third = try await node.enter("ada", since: 1)
            for seq in 2...4 { #expect(try await third.next().contains(#""seq":\#(seq),"#)) }
        }
    }

    @Test("is closed when the store is: the server is ending")
    func closing() async throws {
        try await SocketNode.run { node in
            let ada = try await node.enter("ada")
            ada.send(#"{"type":"message","content":"1","id":"1"}"#)
            try await ada.next("ack")
            node.store.fail(with: .closed)
            let again = try await node.enter("ada", since: 0)
            #expect(try await again.next() == "close 1001 the server is shutting down")
        }
    }

    @Test(
        "goes on only where the store may do later what it cannot do now",
        arguments: [
            (.overloaded, .overloaded, true), (.storeUnavailable, .internalError, true), (.storeUnavailable, nil, true),
            (.storeUnavailable, .goingAway, false), (.internal, .internalError, false), (.notFound, .notFound, false),
        ] as [(ErrorCode, CloseCode?, Bool)])
    func passing(_ code: ErrorCode, _ closeCode: CloseCode?, _ isPassing: Bool) {
        #expect(ChatError(code: code, closeCode: closeCode, message: "").isPassing == isPassing)
    }

    @Test("is shown when the assistant answers in its room")
    func assistantModes() async throws {
        try await SocketNode.run(assistant: AssistantConfiguration(model: SilentModel(), mode: .mention)) { node in
            let ada = ChatUser(id: "ada", name: "ada")
            for mode in AssistantMode.allCases {
                _ = try await node.service.createConversation(id: mode.rawValue, assistant: mode, by: ada)
            }
            _ = try await node.service.createConversation(id: "default", by: ada)
            for (room, mode) in [("always", "always"), ("mention", "mention"), ("never", "never"), ("default", "mention")] {
                let greeting = try await node.connect("ada", to: room).next("connection")
                #expect(greeting.contains(#""assistant":"\#(mode)""#), "\(room)")
            }
        }
    }
}
