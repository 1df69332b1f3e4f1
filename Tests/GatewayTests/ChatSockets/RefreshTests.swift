import Chat
import ChatTestSupport
import Identity
import Testing
import Wire

@testable import Gateway

@Suite("A refreshed token of a chat socket")
struct RefreshTests {
    @Test("that lacks the scope admin ends what an administrator might do")
    func participant() async throws {
        try await SocketNode.run { node in
            let (root, ada) = (try await node.enter("root", scopes: [.chat, .admin]), try await node.enter("ada"))
            ada.send(#"{"type":"message","content":"mine","id":"1"}"#)
            try await ada.next("ack")
            root.send(#"{"type":"edit","message_id":"id-1","content":"ours","id":"1"}"#)
            #expect(try await root.next("ack").hasPrefix(#"{"type":"ack","id":"1","message_id":"id-1","seq":"#))
            try await refresh(root, node.token("root"))
            root.send(#"{"type":"edit","message_id":"id-1","content":"theirs","id":"2"}"#)
            #expect(
                try await root.next("error") == #"{"type":"error","id":"2","code":"forbidden","message":"it is not your message"}"#)
        }
    }

    @Test("that lacks the scope dashboard makes the user no operator, and one that has it makes them one again")
    func isOperator() async throws {
        try await SocketNode.run { node in
            let ada = try await node.enter("ada", scopes: [.chat, .dashboard])
            #expect(try await node.store.areAllOperators(in: "lobby"))
            try await refresh(ada, node.token("ada"))
            // Behind the write that the refresh has led to.
            ada.send(#"{"type":"read","seq":0,"id":"1"}"#)
            try await ada.next("ack")
            #expect(try await !node.store.areAllOperators(in: "lobby"))
            try await refresh(ada, node.token("ada", scopes: [.chat, .dashboard]))
            ada.send(#"{"type":"read","seq":0,"id":"2"}"#)
            try await ada.next("ack")
            #expect(try await node.store.areAllOperators(in: "lobby"))
        }
    }

    @Test("closes the socket of one who came in by a scope that it lacks")
    func leaves() async throws {
        try await SocketNode.run { node in
            _ = try await node.service.createConversation(id: "private", by: ChatUser(id: "ada", name: "ada"))
            let root = try await node.enter("root", "private", scopes: [.chat, .admin])
            try await refresh(root, node.token("root"))
            #expect(try await root.next() == "close 4403 the new token does not allow this conversation")
        }
    }

    private func refresh(_ client: SocketClient, _ token: String) async throws {
        client.send(#"{"type":"refresh","token":"\#(token)"}"#)
        try await client.next("refreshed")
    }
}
