import Testing
import Wire

@Suite("Chat: frames of a room's events")
struct RoomEventFrameTests {
    private static let ada = UserRef(id: "u1", name: "Ada \"L.\"")
    private static let adaJSON = #"{"id":"u1","name":"Ada \"L.\""}"#

    private func frame(_ seq: Int64, _ content: RoomEvent.Content) -> String {
        text(ChatFrames.event(RoomEvent(seq: seq, content)))
    }

    @Test("new_message is the same frame live and as an event")
    func newMessage() {
        let message = Message(
            id: "m1", seq: 7, conversationID: "lobby", role: .user, author: Self.ada, content: "hi", createdAtMilliseconds: 0)
        #expect(frame(7, .newMessage(message)) == text(ChatFrames.newMessage(message)))
    }

    @Test("a message carries its files, its reactions in their order and what it took")
    func wholeMessage() {
        let message = Message(
            id: "m2", seq: 8, conversationID: "lobby", role: .assistant, author: UserRef(id: "assistant", name: "Assistant"), content: "x",
            createdAtMilliseconds: 0, model: "m", usage: TokenUsage(inputTokens: 12, outputTokens: 34, costUSD: 0.0005),
            attachments: [Attachment(id: "f1", fileName: "a \"b\".png", contentType: "image/png", size: 1_234_567_890_123)],
            reactions: [ReactionCount(emoji: "👍", count: 2), ReactionCount(emoji: #"":"#, count: 1)])
        #expect(
            frame(8, .newMessage(message))
                == #"{"type":"new_message","message":{"id":"m2","seq":8,"conversation_id":"lobby","role":"assistant","#
                + #""author":{"id":"assistant","name":"Assistant"},"content":"x","created_at":"1970-01-01T00:00:00.000Z","#
                + #""status":"complete","attachments":[{"id":"f1","file_name":"a \"b\".png","content_type":"image/png","#
                + #""size":1234567890123,"url":"/api/uploads/f1"}],"reactions":{"👍":2,"\":":1},"model":"m","#
                + #""usage":{"input_tokens":12,"output_tokens":34,"cost_usd":0.0005}}}"#)
    }

    @Test("message_complete says how the answer ended, and leaves out what is not known")
    func complete() {
        let usage = TokenUsage(inputTokens: 5, outputTokens: 7, costUSD: 0.25)
        let known = AnswerCompletion(
            messageID: "m1", finishReason: "stop", usage: usage, durationMilliseconds: 1500, timeToFirstChunkMilliseconds: 20)
        #expect(
            frame(9, .answerCompleted(known))
                == #"{"type":"message_complete","message_id":"m1","seq":9,"finish_reason":"stop","#
                + #""usage":{"input_tokens":5,"output_tokens":7,"cost_usd":0.25},"duration_ms":1500,"time_to_first_chunk_ms":20}"#)
        let bare = AnswerCompletion(
            messageID: "m1", finishReason: "stopped", usage: nil, durationMilliseconds: 3, timeToFirstChunkMilliseconds: nil)
        #expect(
            frame(9, .answerCompleted(bare))
                == #"{"type":"message_complete","message_id":"m1","seq":9,"finish_reason":"stopped","duration_ms":3}"#)
    }

    @Test("usage without a known price has no cost")
    func usage() {
        let free = AnswerCompletion(
            messageID: "m", finishReason: "length", usage: TokenUsage(inputTokens: 0, outputTokens: 1), durationMilliseconds: 0,
            timeToFirstChunkMilliseconds: 0)
        #expect(frame(1, .answerCompleted(free)).contains(#""usage":{"input_tokens":0,"output_tokens":1},"#))
    }

    @Test("message_error names its code and what to tell")
    func failure() {
        #expect(
            frame(10, .answerFailed(AnswerFailure(messageID: "m1", code: .modelError, message: "The model failed.")))
                == #"{"type":"message_error","message_id":"m1","seq":10,"code":"model_error","message":"The model failed."}"#)
    }

    @Test("message_edited carries the new content and who edited when")
    func edited() {
        let edit = MessageEdited(messageID: "m1", content: "n\"w", editedAtMilliseconds: 1_709_210_096_789, user: Self.ada, clientID: "e-1")
        #expect(
            frame(11, .edited(edit))
                == #"{"type":"message_edited","message_id":"m1","seq":11,"content":"n\"w","edited_at":"2024-02-29T12:34:56.789Z","#
                + #""user":\#(Self.adaJSON),"client_id":"e-1"}"#)
    }

    @Test("message_deleted carries no content")
    func deleted() {
        #expect(
            frame(12, .deleted(MessageDeleted(messageID: "m1", user: Self.ada, clientID: nil)))
                == #"{"type":"message_deleted","message_id":"m1","seq":12,"user":\#(Self.adaJSON)}"#)
    }

    @Test("reaction says what changed and all counts after it", arguments: [(true, "add"), (false, "remove")])
    func reaction(_ isAdded: Bool, _ op: String) {
        let change = ReactionChanged(
            messageID: "m1", emoji: "❤️", isAdded: isAdded, user: Self.ada,
            counts: [ReactionCount(emoji: "👍", count: 3), ReactionCount(emoji: "❤️", count: 1)], clientID: "r-1")
        #expect(
            frame(13, .reaction(change))
                == #"{"type":"reaction","message_id":"m1","seq":13,"emoji":"❤️","op":"\#(op)","user":\#(Self.adaJSON),"#
                + #""counts":{"👍":3,"❤️":1},"client_id":"r-1"}"#)
        let last = ReactionChanged(messageID: "m1", emoji: "❤️", isAdded: false, user: Self.ada, counts: [], clientID: nil)
        #expect(frame(14, .reaction(last)).hasSuffix(#""counts":{}}"#))
    }

    @Test("an event knows the message that it is about")
    func messageIDs() {
        let contents: [RoomEvent.Content] = [
            .answerCompleted(
                AnswerCompletion(messageID: "m", finishReason: "", usage: nil, durationMilliseconds: 0, timeToFirstChunkMilliseconds: nil)),
            .answerFailed(AnswerFailure(messageID: "m", code: .timeout, message: "")),
            .edited(MessageEdited(messageID: "m", content: "", editedAtMilliseconds: 0, user: Self.ada, clientID: nil)),
            .deleted(MessageDeleted(messageID: "m", user: Self.ada, clientID: nil)),
            .reaction(ReactionChanged(messageID: "m", emoji: "x", isAdded: true, user: Self.ada, counts: [], clientID: nil)),
        ]
        #expect(contents.map { RoomEvent(seq: 1, $0).messageID } == Array(repeating: "m", count: 5))
    }

    @Test("message_chunk counts its pieces, and only a catch-up says that it is one")
    func chunks() {
        #expect(
            text(ChatFrames.messageChunk(messageID: "m1", index: 0, delta: "He\n"))
                == #"{"type":"message_chunk","message_id":"m1","index":0,"delta":"He\n"}"#)
        #expect(
            text(ChatFrames.messageChunk(messageID: "m1", index: 7, delta: "Hello", isCatchUp: true))
                == #"{"type":"message_chunk","message_id":"m1","index":7,"delta":"Hello","catch_up":true}"#)
    }

    @Test("upload_progress says how far a file is, without a share when its length is not known")
    func uploads() {
        let half = UploadProgress(uploadID: "f1", fileName: "a.png", receivedBytes: 1, totalBytes: 3, status: .receiving)
        #expect(
            text(ChatFrames.uploadProgress(half))
                == #"{"type":"upload_progress","upload_id":"f1","file_name":"a.png","received_bytes":1,"total_bytes":3,"percent":33,"#
                + #""status":"receiving"}"#)
        let open = UploadProgress(uploadID: "f1", fileName: "a.png", receivedBytes: 1, totalBytes: nil, status: .cancelled)
        #expect(
            text(ChatFrames.uploadProgress(open))
                == #"{"type":"upload_progress","upload_id":"f1","file_name":"a.png","received_bytes":1,"status":"cancelled"}"#)
        let bounded = UploadProgress(
            uploadID: "f1", fileName: "a.png", receivedBytes: 3, totalBytes: nil, longestBytes: 4, status: .receiving)
        #expect(
            text(ChatFrames.uploadProgress(bounded))
                == #"{"type":"upload_progress","upload_id":"f1","file_name":"a.png","received_bytes":3,"percent":75,"status":"receiving"}"#)
        let shares = [(0, 0), (0, 5), (4, 5), (9, 5), (.max, .max)].map { (received, total) in
            UploadProgress(uploadID: "", fileName: "", receivedBytes: received, totalBytes: total, status: .complete).percent
        }
        #expect(shares == [100, 0, 80, 100, 100])
    }
}
