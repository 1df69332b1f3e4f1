import Chat
import Foundation
import Identity
import LanguageModels
import Testing
import Wire

@testable import Gateway

@Suite("An answer that is streamed to chat sockets")
struct StreamedAnswerTests {
    private static func assistant(_ model: PieceModel) -> AssistantConfiguration {
        AssistantConfiguration(model: model, mode: .always)
    }

    @Test("gives who joins late one piece with all so far, and every later one once, however the joining falls", arguments: [1, 2])
    func lateJoiners(loops: Int) async throws {
        let model = PieceModel()
        try await SocketNode.run(loops: loops, assistant: Self.assistant(model)) { node in
            let ada = try await node.enter("ada")
            ada.send(#"{"type":"message","content":"tell me","id":"1"}"#)
            model.say("0 ")
            try await ada.next("message_chunk")
            var late: [SocketClient] = []
            for number in 1...40 {
                // The model's task, the loops and the joining run at the same time: where they meet differs each time.
                for piece in 0..<10 { model.say("\(number).\(piece) ") }
                late.append(try node.connect("late\(number)"))
                for piece in 10..<20 { model.say("\(number).\(piece) ") }
                if number % 8 == 0 { try await late[number - 1].next("connection") }
            }
            for (index, client) in late.enumerated() where (index + 1) % 8 != 0 { try await client.next("connection") }
            model.end()
            let whole = try await Answer(of: ada, knowing: "0 ", lastIndex: 0)
            #expect(whole.chunks == 801)
            for client in late {
                let answer = try await Answer(of: client)
                #expect(answer.message == whole.message)
                #expect(answer.text == whole.message)
                #expect(answer.isInOrder)
            }
        }
    }

    @Test("gives the catch-up right after the greeting, before what is replayed")
    func order() async throws {
        let model = PieceModel()
        try await SocketNode.run(assistant: Self.assistant(model)) { node in
            let ada = try await node.enter("ada")
            ada.send(#"{"type":"message","content":"tell me","id":"1"}"#)
            for piece in ["a", "b", "c"] { model.say(piece) }
            for _ in 0..<3 { try await ada.next("message_chunk") }
            let late = try await node.enter("bob", since: 0)
            #expect(try await late.next() == #"{"type":"message_chunk","message_id":"id-2","index":2,"delta":"abc","catch_up":true}"#)
            #expect(try await late.next("new_message").hasPrefix(#"{"type":"new_message","message":{"id":"id-1","seq":1,"#))
            model.say("d")
            #expect(try await late.next("message_chunk") == #"{"type":"message_chunk","message_id":"id-2","index":3,"delta":"d"}"#)
            model.end()
            #expect(try await late.next("new_message").contains(#""seq":2,"#))
            let after = try await node.enter("carl")
            after.send(#"{"type":"ping"}"#)
            #expect(try await after.next("pong") == #"{"type":"pong"}"#)
            #expect(node.metric("telltale_websocket_messages_sent_total", ["type": "message_chunk"]) == 6)
        }
    }

    @Test("is stopped by any participant, who is acknowledged after its end, and again when asked again")
    func stopping() async throws {
        let model = PieceModel()
        try await SocketNode.run(assistant: Self.assistant(model)) { node in
            let ada = try await node.enter("ada")
            let bob = try await node.enter("bob")
            ada.send(#"{"type":"message","content":"tell me","id":"1"}"#)
            model.say("half")
            try await bob.next("message_chunk")
            for _ in 0..<2 {
                bob.send(#"{"type":"stop","message_id":"id-2","id":"s"}"#)
                #expect(try await bob.next("ack") == #"{"type":"ack","id":"s","message_id":"id-2","seq":3}"#)
            }
            #expect(try await ada.next("new_message").contains(#""content":"tell me""#))
            #expect(try await ada.next("new_message").contains(#""content":"half""#))
            #expect(try await ada.next("message_complete").contains(#""finish_reason":"stopped""#))
        }
    }

    @Test("may speak of the server only where every participant's token has the scope for it", arguments: [true, false])
    func operators(isOperator: Bool) async throws {
        let model = PieceModel()
        model.end()
        try await SocketNode.run(assistant: Self.assistant(model)) { node in
            let ada = try await node.enter("ada", scopes: isOperator ? [.chat, .dashboard] : .chat)
            ada.send(#"{"type":"message","content":"tell me","id":"1"}"#)
            try await ada.next("message_complete")
            #expect(model.requests.map(\.mayDiscloseOperations) == [isOperator])
        }
    }
}

/// An answer as one socket got it.
private struct Answer {
    private struct Frame: Decodable {
        struct Message: Decodable {
            var role: String
            var content: String
        }

        var type: String
        var index: Int?
        var delta: String?
        var catch_up: Bool?
        var message: Message?
    }

    /// What the pieces add up to.
    private(set) var text: String
    /// What was stored in the end.
    private(set) var message = ""
    private(set) var chunks = 0
    /// Whether each piece followed the one before, and only the first was a catch-up.
    private(set) var isInOrder = true

    /// Reads to the end of the answer.
    init(of client: SocketClient, knowing text: String = "", lastIndex: Int? = nil) async throws {
        self.text = text
        chunks = lastIndex.map { $0 + 1 } ?? 0
        var last = lastIndex
        while true {
            let frame = try JSONDecoder().decode(Frame.self, from: Data(try await client.next().utf8))
            if frame.type == "message_chunk", let index = frame.index {
                if let last { isInOrder = isInOrder && index == last + 1 && frame.catch_up == nil }
                if last == nil { isInOrder = isInOrder && (frame.catch_up == true || index == 0) }
                last = index
                chunks += 1
                self.text += frame.delta ?? ""
            } else if frame.type == "new_message", let stored = frame.message, stored.role == "assistant" {
                message = stored.content
            } else if frame.type == "message_complete" {
                return
            }
        }
    }
}
