import Testing
import Wire

@Suite("Chat: server frames")
struct ChatFramesTests {
    private static let ada = UserRef(id: "u1", name: "Ada \"L.\"")
    private static let message = Message(
        id: "m1", seq: 7, conversationID: "lobby", role: .user, author: ada, content: "Hi\nthere 😀",
        createdAtMilliseconds: 1_709_210_096_789, clientID: "c-1")
    private static let messageJSON =
        #"{"id":"m1","seq":7,"conversation_id":"lobby","role":"user","author":{"id":"u1","name":"Ada \"L.\""},"#
        + #""content":"Hi\nthere 😀","created_at":"2024-02-29T12:34:56.789Z","status":"complete","#
        + #""attachments":[],"reactions":{},"client_id":"c-1"}"#

    @Test("connection carries the room, the user and the server")
    func connection() {
        let frame = ChatFrames.connection(
            ChatConnection(
                conversation: ConversationInfo(id: "lobby", title: "Lobby", kind: "open"), user: Self.ada,
                expiresAtMilliseconds: 1_709_213_696_000, lastSeq: 42, resumed: true,
                participants: [
                    Participant(id: "u1", name: "Ada", online: true, lastReadSeq: 40),
                    Participant(id: "u2", name: "Bob", online: false, lastReadSeq: 0),
                ], participantCount: 2, server: ServerInfo(name: "telltale", version: "0.1.0", node: "n1")))
        #expect(
            text(frame)
                == #"{"type":"connection","status":"connected","#
                + #""conversation":{"id":"lobby","title":"Lobby","assistant":"never","kind":"open"},"#
                + #""user":{"id":"u1","name":"Ada \"L.\""},"expires_at":"2024-02-29T13:34:56.000Z","last_seq":42,"resumed":true,"#
                + #""participants":[{"id":"u1","name":"Ada","online":true,"last_read_seq":40},"#
                + #"{"id":"u2","name":"Bob","online":false,"last_read_seq":0}],"participant_count":2,"#
                + #""server":{"name":"telltale","version":"0.1.0","node":"n1"},"heartbeat_ms":25000}"#)
    }

    @Test("connection lists 100 participants at most and counts them all")
    func participantLimit() {
        let many = (0..<150).map { Participant(id: "u\($0)", name: "", online: false, lastReadSeq: 0) }
        let frame = text(
            ChatFrames.connection(
                ChatConnection(
                    conversation: ConversationInfo(id: "a", title: "", kind: "open"), user: Self.ada,
                    expiresAtMilliseconds: 0, lastSeq: 0, resumed: false, participants: many, participantCount: 150,
                    server: ServerInfo(name: "", version: "", node: ""))))
        #expect(frame.contains(#""id":"u99""#))
        #expect(!frame.contains(#""id":"u100""#))
        #expect(frame.contains(#""participant_count":150"#))
    }

    @Test("new_message carries the message and leaves out what it does not have")
    func newMessage() {
        #expect(text(ChatFrames.newMessage(Self.message)) == #"{"type":"new_message","message":\#(Self.messageJSON)}"#)
    }

    @Test("a message carries all that it has")
    func fullMessage() {
        let message = Message(
            id: "m2", seq: 8, conversationID: "lobby", role: .assistant, author: UserRef(id: "assistant", name: "Assistant"),
            content: "", createdAtMilliseconds: 0, status: .incomplete, editedAtMilliseconds: 1, deleted: true, replyTo: "m1",
            clientID: "c", model: "m")
        #expect(
            text(ChatFrames.newMessage(message))
                == #"{"type":"new_message","message":{"id":"m2","seq":8,"conversation_id":"lobby","role":"assistant","#
                + #""author":{"id":"assistant","name":"Assistant"},"content":"","created_at":"1970-01-01T00:00:00.000Z","#
                + #""status":"incomplete","edited_at":"1970-01-01T00:00:00.001Z","deleted":true,"reply_to":"m1","#
                + #""attachments":[],"reactions":{},"client_id":"c","model":"m"}}"#)
    }

    @Test("ack says what was committed")
    func ack() {
        #expect(text(ChatFrames.ack(id: "c-1", messageID: "m1", seq: 7)) == #"{"type":"ack","id":"c-1","message_id":"m1","seq":7}"#)
        #expect(text(ChatFrames.ack(id: nil)) == #"{"type":"ack"}"#)
    }

    @Test("history carries the messages, and REST the same page without a type")
    func history() {
        #expect(
            text(ChatFrames.history(id: "h", messages: [Self.message, Self.message], hasMore: true))
                == #"{"type":"history","id":"h","messages":[\#(Self.messageJSON),\#(Self.messageJSON)],"has_more":true}"#)
        #expect(
            text(ChatFrames.history(id: nil, messages: [], hasMore: false))
                == #"{"type":"history","messages":[],"has_more":false}"#)
        #expect(
            text(ChatFrames.messagePage([Self.message], hasMore: false))
                == #"{"messages":[\#(Self.messageJSON)],"has_more":false}"#)
    }

    @Test("presence, typing and read receipts name the user")
    func people() {
        let user = #"{"id":"u1","name":"Ada \"L.\""}"#
        #expect(text(ChatFrames.presence(user: Self.ada, online: true)) == #"{"type":"presence","user":\#(user),"status":"online"}"#)
        #expect(
            text(ChatFrames.presence(user: Self.ada, online: false)) == #"{"type":"presence","user":\#(user),"status":"offline"}"#)
        #expect(text(ChatFrames.typing(user: Self.ada, typing: true)) == #"{"type":"typing","user":\#(user),"typing":true}"#)
        #expect(text(ChatFrames.readReceipt(user: Self.ada, seq: 9)) == #"{"type":"read_receipt","user":\#(user),"seq":9}"#)
    }

    @Test("resync, refreshed, pong and error")
    func control() {
        #expect(text(ChatFrames.resync(lastSeq: 12)) == #"{"type":"resync","last_seq":12}"#)
        #expect(
            text(ChatFrames.refreshed(id: "r", expiresAtMilliseconds: 0))
                == #"{"type":"refreshed","id":"r","expires_at":"1970-01-01T00:00:00.000Z"}"#)
        #expect(text(ChatFrames.pong(id: nil)) == #"{"type":"pong"}"#)
        #expect(text(ChatFrames.pong(id: "p")) == #"{"type":"pong","id":"p"}"#)
        #expect(
            text(ChatFrames.error(id: "e", code: .rateLimited, message: "Slow down.", retryAfterMilliseconds: 250))
                == #"{"type":"error","id":"e","code":"rate_limited","message":"Slow down.","retry_after_ms":250}"#)
        #expect(
            text(ChatFrames.error(id: nil, code: .badFrame, message: "No."))
                == #"{"type":"error","code":"bad_frame","message":"No."}"#)
    }

    @Test("every frame's type is in the closed set")
    func types() throws {
        let frames = [
            ChatFrames.newMessage(Self.message), ChatFrames.history(id: nil, messages: [], hasMore: false),
            ChatFrames.presence(user: Self.ada, online: true), ChatFrames.typing(user: Self.ada, typing: true),
            ChatFrames.readReceipt(user: Self.ada, seq: 1), ChatFrames.ack(id: nil), ChatFrames.resync(lastSeq: 1),
            ChatFrames.refreshed(id: nil, expiresAtMilliseconds: 0), ChatFrames.pong(id: nil),
            ChatFrames.error(id: nil, code: .internal, message: ""),
            ChatFrames.messageChunk(messageID: "m1", index: 0, delta: ""),
            ChatFrames.uploadProgress(
                UploadProgress(uploadID: "u", fileName: "", receivedBytes: 0, totalBytes: nil, status: .receiving)),
            ChatFrames.event(
                RoomEvent(
                    seq: 1,
                    .answerCompleted(
                        AnswerCompletion(
                            messageID: "m1", finishReason: "stop", usage: nil, durationMilliseconds: 0, timeToFirstChunkMilliseconds: nil)))
            ),
            ChatFrames.event(RoomEvent(seq: 1, .answerFailed(AnswerFailure(messageID: "m1", code: .timeout, message: "")))),
            ChatFrames.event(
                RoomEvent(
                    seq: 1, .edited(MessageEdited(messageID: "m1", content: "", editedAtMilliseconds: 0, user: Self.ada, clientID: nil)))),
            ChatFrames.event(RoomEvent(seq: 1, .deleted(MessageDeleted(messageID: "m1", user: Self.ada, clientID: nil)))),
            ChatFrames.event(
                RoomEvent(
                    seq: 1,
                    .reaction(ReactionChanged(messageID: "m1", emoji: "x", isAdded: true, user: Self.ada, counts: [], clientID: nil)))),
        ]
        let types = try frames.map { frame in
            try read(frame) { reader in
                try reader.beginObject()
                _ = try reader.nextMember()
                return try reader.readString()
            }
        }
        #expect(Set(types + ["connection"]) == Set(ChatFrames.types))
    }
}
