import Chat
import ChatTestSupport
import Testing
import Wire

@testable import Gateway

@Suite("Frames of a chat socket")
struct ChatFrameTests {
    private static let ada = #"{"id":"ada","name":"ada"}"#
    private static let noon = "2023-11-14T22:13:20.000Z"

    @Test("that change a message are acknowledged after the commit, and every socket of the room is told")
    func changes() async throws {
        try await SocketNode.run(loops: 2) { node in
            let ada = try await node.enter("ada")
            let bob = try await node.enter("bob")
            ada.send(#"{"type":"message","content":"helo","id":"1"}"#)
            #expect(try await ada.next("ack") == #"{"type":"ack","id":"1","message_id":"id-1","seq":1}"#)
            ada.send(#"{"type":"edit","message_id":"id-1","content":"hello","id":"2"}"#)
            #expect(try await ada.next("ack") == #"{"type":"ack","id":"2","message_id":"id-1","seq":2}"#)
            bob.send(#"{"type":"reaction","message_id":"id-1","emoji":"❤️","op":"add","id":"3"}"#)
            #expect(try await bob.next("ack") == #"{"type":"ack","id":"3","message_id":"id-1","seq":3}"#)
            ada.send(#"{"type":"delete","message_id":"id-1","id":"4"}"#)
            #expect(try await ada.next("ack") == #"{"type":"ack","id":"4","message_id":"id-1","seq":4}"#)
            let eve = try await node.enter("eve", since: 1)
            #expect(
                try await eve.next("message_edited")
                    == #"{"type":"message_edited","message_id":"id-1","seq":2,"content":"","edited_at":"\#(Self.noon)","#
                    + #""user":\#(Self.ada),"client_id":"2"}"#)
            #expect(
                try await eve.next("reaction").hasPrefix(
                    #"{"type":"reaction","message_id":"id-1","seq":3,"emoji":"❤️","op":"add","user":{"id":"bob","name":"bob"},"#))
            #expect(
                try await eve.next("message_deleted")
                    == #"{"type":"message_deleted","message_id":"id-1","seq":4,"user":\#(Self.ada),"client_id":"4"}"#)
            let carl = try await node.enter("carl", since: 0)
            for type in ["new_message", "message_edited", "reaction", "message_deleted"] { try await carl.next(type) }
            for type in ["message_edited", "reaction", "message_deleted"] {
                #expect(node.metric("telltale_websocket_messages_sent_total", ["type": type]) >= 2, "\(type)")
            }
        }
    }

    @Test("reach the others live as they are replayed, but with the content of their time")
    func live() async throws {
        try await SocketNode.run(loops: 2) { node in
            let ada = try await node.enter("ada")
            let bob = try await node.enter("bob")
            ada.send(#"{"type":"message","content":"helo","id":"1"}"#)
            try await bob.next("new_message")
            ada.send(#"{"type":"edit","message_id":"id-1","content":"hello","id":"2"}"#)
            #expect(
                try await bob.next("message_edited")
                    == #"{"type":"message_edited","message_id":"id-1","seq":2,"content":"hello","edited_at":"\#(Self.noon)","#
                    + #""user":\#(Self.ada),"client_id":"2"}"#)
            bob.send(#"{"type":"reaction","message_id":"id-1","emoji":"👍","op":"add"}"#)
            #expect(
                try await ada.next("reaction")
                    == #"{"type":"reaction","message_id":"id-1","seq":3,"emoji":"👍","op":"add","#
                    + #""user":{"id":"bob","name":"bob"},"counts":{"👍":1}}"#)
            bob.send(#"{"type":"reaction","message_id":"id-1","emoji":"👍","op":"remove"}"#)
            #expect(
                try await ada.next("reaction")
                    == #"{"type":"reaction","message_id":"id-1","seq":4,"emoji":"👍","op":"remove","#
                    + #""user":{"id":"bob","name":"bob"},"counts":{}}"#)
        }
    }

    @Test("that cannot be done are refused with their id and counted by their operation")
    func refusals() async throws {
        try await SocketNode.run { node in
            let ada = try await node.enter("ada")
            let bob = try await node.enter("bob")
            ada.send(#"{"type":"message","content":"mine","id":"1"}"#)
            try await bob.next("new_message")
            let cases = [
                (#"{"type":"edit","message_id":"id-1","content":"x"}"#, "edit", "forbidden"),
                (#"{"type":"delete","message_id":"id-1"}"#, "delete", "forbidden"),
                (#"{"type":"edit","message_id":"none","content":"x"}"#, "edit", "not_found"),
                (#"{"type":"reaction","message_id":"none","emoji":"x","op":"add"}"#, "reaction", "not_found"),
                (#"{"type":"stop","message_id":"none"}"#, "stop", "not_found"),
                (#"{"type":"stop","message_id":"id-1"}"#, "stop", "conflict"),
                (#"{"type":"message","content":"","attachments":["none"]}"#, "message", "not_found"),
                (#"{"type":"delete"}"#, "delete", "bad_frame"),
            ]
            for (index, (frame, operation, code)) in cases.enumerated() {
                bob.send(String(frame.dropLast()) + #","id":"r\#(index)"}"#)
                let error = try await bob.next()
                #expect(error.hasPrefix(#"{"type":"error","id":"r\#(index)","code":"\#(code)","#), "\(operation): \(error)")
            }
            for (operation, count) in ["edit": 2.0, "delete": 2, "reaction": 1, "stop": 2, "message": 1] {
                let labels = ["endpoint": "chat", "operation": operation, "outcome": "client_error"]
                #expect(node.metric("telltale_operations_total", labels) == count, "\(operation)")
            }
        }
    }

    @Test("of a user who is removed end: the sockets close with 4403, those of others stay")
    func expulsion() async throws {
        try await SocketNode.run(loops: 2) { node in
            let creator = ChatUser(id: "ada", name: "ada")
            _ = try await node.service.createConversation(
                id: "den", participants: [UserRef(id: "bob", name: "bob")], by: creator)
            let ada = try await node.enter("ada", "den")
            let bobs = [try await node.enter("bob", "den"), try await node.enter("bob", "den"), try await node.enter("bob", "den")]
            let elsewhere = try await node.enter("bob", "lobby")
            try await node.service.removeParticipant("den", userID: "bob", by: creator)
            for bob in bobs {
                var frame = ""
                repeat { frame = try await bob.next() } while !frame.hasPrefix("close ")
                #expect(frame == "close 4403 you are not a participant of this conversation any more")
            }
            let again = try node.connect("bob", to: "den")
            #expect(try await again.next() == "close 4403 you are not a participant of this conversation")
            for (client, room) in [(ada, "den"), (elsewhere, "lobby")] {
                client.send(#"{"type":"ping","id":"\#(room)"}"#)
                #expect(try await client.next("pong") == #"{"type":"pong","id":"\#(room)"}"#)
            }
        }
    }
}
