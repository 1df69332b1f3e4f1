import Testing
import Wire

@Suite("Chat: client frames")
struct ChatClientFrameTests {
    @Test("what is posted is read like the frame message, whatever its type")
    func posted() throws {
        func read(_ text: String) throws -> (id: String?, draft: ChatMessageDraft) {
            try Array(text.utf8).withUnsafeBytes { try ChatRequest.decodeMessage($0) }
        }
        let message = try read(#"{"id":"c-1","content":"hi","respond":true,"type":"edit","reply_to":"m1"}"#)
        #expect(message.id == "c-1" && message.draft == ChatMessageDraft(content: "hi", replyTo: "m1", respond: true))
        #expect(try read(#"{"content":"hi"}"#).id == nil)
        for text in ["", "7", "{}", #"{"content":""}"#, #"{"content":"x","id":""}"#, #"{"content":"x"]"#] {
            #expect(throws: FrameError.self, "\(text)") { try read(text) }
        }
    }

    private static let badEmoji = "emoji must have 1 to 64 bytes without white space."

    @Test(
        "each frame of the protocol is read",
        arguments: [
            (#"{"type":"message","content":"hi"}"#, nil, .message(ChatMessageDraft(content: "hi"))),
            (
                #"{"id":"c-1","content":"h\u00e9\n😀","respond":false,"reply_to":"m1","attachments":[],"type":"message"}"#, "c-1",
                .message(ChatMessageDraft(content: "hé\n😀", replyTo: "m1", respond: false))
            ),
            (
                #"{"type":"message","content":" ","respond":true,"reply_to":null,"attachments":null,"id":null}"#, nil,
                .message(ChatMessageDraft(content: " ", respond: true))
            ),
            (
                #"{"type":"message","content":"","attachments":["u-1","u_2"]}"#, nil,
                .message(ChatMessageDraft(content: "", attachments: ["u-1", "u_2"]))
            ),
            (
                #"{"attachments":[ "\u0075.1" ],"type":"message","id":"f"}"#, "f",
                .message(ChatMessageDraft(content: "", attachments: ["u.1"]))
            ),
            (
                #"{"type":"message","content":"x","attachments":["0","1","2","3","4","5","6","7","8","9"]}"#, nil,
                .message(ChatMessageDraft(content: "x", attachments: (0..<10).map { "\($0)" }))
            ),
            (#"{"type":"edit","message_id":"m1","content":"new","id":"e"}"#, "e", .edit(messageID: "m1", content: "new")),
            (#"{"message_id":"m1","type":"delete"}"#, nil, .delete(messageID: "m1")),
            (#"{"type":"reaction","message_id":"m1","emoji":"👍🏽","op":"add"}"#, nil, .reaction(messageID: "m1", emoji: "👍🏽", isAdded: true)),
            (
                #"{"op":"rem\u006fve","emoji":"\u2764\ufe0f","message_id":"m1","type":"reaction","id":"9"}"#, "9",
                .reaction(messageID: "m1", emoji: "❤️", isAdded: false)
            ),
            (#"{"type":"stop","message_id":"m1","id":"s"}"#, "s", .stop(messageID: "m1")),
            (#"{"type":"typing","typing":true}"#, nil, .typing(true)),
            (#"{"type":"typing","typing":false,"id":"7"}"#, "7", .typing(false)),
            (#"{"type":"read","seq":12,"id":"r"}"#, "r", .read(seq: 12)),
            (#"{"type":"history"}"#, nil, .history(before: nil, after: nil, limit: 50)),
            (#"{"type":"history","before":10,"limit":1}"#, nil, .history(before: 10, after: nil, limit: 1)),
            (#"{"type":"history","after":0,"limit":100,"id":"h"}"#, "h", .history(before: nil, after: 0, limit: 100)),
            (#"{"type":"refresh","token":"a.b.c"}"#, nil, .refresh(token: "a.b.c")),
            (#"{"type":"ping"}"#, nil, .ping),
            (#" { "type" : "ping" , "id" : "é" } "#, "é", .ping),
            (#"{"t\u0079pe":"p\u0069ng"}"#, nil, .ping),
            (#"{"type":"ping","x":[{"type":"message"}],"y":{"id":5},"":0}"#, nil, .ping),
        ] as [(String, String?, ChatClientFrame)])
    func reads(_ json: String, _ id: String?, _ frame: ChatClientFrame) throws {
        #expect(try decodeChat(json) == ChatRequest(id: id, frame: frame))
    }

    @Test(
        "a field that is missing or out of range is refused with the frame's id and type",
        arguments: [
            (#"{"type":"message","id":"1"}"#, "message", "content must be a string that is not empty."),
            (#"{"type":"message","id":"1","content":""}"#, "message", "content must be a string that is not empty."),
            (#"{"type":"message","id":"1","content":null}"#, "message", "content must be a string that is not empty."),
            (#"{"type":"message","id":"1","content":5}"#, "message", "content must be a string."),
            (#"{"content":["a"],"id":"1","type":"message"}"#, "message", "content must be a string."),
            (#"{"type":"message","id":"1","content":"a","reply_to":7}"#, "message", "reply_to must be a string."),
            (#"{"type":"message","id":"1","content":"a","reply_to":"a b"}"#, "message", "reply_to must be an id."),
            (#"{"type":"message","id":"1","content":"a","respond":1}"#, "message", "respond must be true or false."),
            (#"{"type":"message","id":"1","attachments":[]}"#, "message", "content must be a string that is not empty."),
            (#"{"type":"message","id":"1","content":7,"attachments":["u"]}"#, "message", "content must be a string."),
            (#"{"type":"message","id":"1","content":"a","attachments":{}}"#, "message", "attachments must be an array of at most 10 ids."),
            (#"{"type":"message","id":"1","content":"a","attachments":"u"}"#, "message", "attachments must be an array of at most 10 ids."),
            (
                #"{"type":"message","id":"1","content":"a","attachments":["0","1","2","3","4","5","6","7","8","9","10"]}"#, "message",
                "attachments must be an array of at most 10 ids."
            ),
            (#"{"type":"message","id":"1","content":"a","attachments":["u","u"]}"#, "message", "attachments must be different ids."),
            (#"{"type":"message","id":"1","content":"a","attachments":["u","\u0075"]}"#, "message", "attachments must be different ids."),
            (#"{"type":"message","id":"1","content":"a","attachments":["u",1]}"#, "message", "attachments must be different ids."),
            (#"{"type":"message","id":"1","content":"a","attachments":[["u"]]}"#, "message", "attachments must be different ids."),
            (#"{"type":"message","id":"1","content":"a","attachments":[null]}"#, "message", "attachments must be different ids."),
            (#"{"type":"message","id":"1","content":"a","attachments":[""]}"#, "message", "attachments must be different ids."),
            (#"{"type":"message","id":"1","content":"a","attachments":["../u"]}"#, "message", "attachments must be different ids."),
            (#"{"type":"edit","id":"1","content":"a"}"#, "edit", "message_id must be an id."),
            (#"{"type":"edit","id":"1","message_id":"","content":"a"}"#, "edit", "message_id must be an id."),
            (#"{"type":"edit","id":"1","message_id":5,"content":"a"}"#, "edit", "message_id must be a string."),
            (#"{"type":"edit","id":"1","message_id":"m"}"#, "edit", "content must be a string that is not empty."),
            (#"{"type":"edit","id":"1","message_id":"m","content":""}"#, "edit", "content must be a string that is not empty."),
            (#"{"type":"delete","id":"1"}"#, "delete", "message_id must be an id."),
            (#"{"type":"delete","id":"1","message_id":"a b"}"#, "delete", "message_id must be an id."),
            (#"{"type":"stop","id":"1"}"#, "stop", "message_id must be an id."),
            (#"{"type":"stop","id":"1","message_id":["m"]}"#, "stop", "message_id must be a string."),
            (#"{"type":"reaction","id":"1","emoji":"👍","op":"add"}"#, "reaction", "message_id must be an id."),
            (#"{"type":"reaction","id":"1","message_id":"m","op":"add"}"#, "reaction", Self.badEmoji),
            (#"{"type":"reaction","id":"1","message_id":"m","emoji":"","op":"add"}"#, "reaction", Self.badEmoji),
            (#"{"type":"reaction","id":"1","message_id":"m","emoji":"👍 ","op":"add"}"#, "reaction", Self.badEmoji),
            (#"{"type":"reaction","id":"1","message_id":"m","emoji":"\u0000","op":"add"}"#, "reaction", Self.badEmoji),
            (#"{"type":"reaction","id":"1","message_id":"m","emoji":5,"op":"add"}"#, "reaction", "emoji must be a string."),
            (#"{"type":"reaction","id":"1","message_id":"m","emoji":"👍"}"#, "reaction", "op must be add or remove."),
            (#"{"type":"reaction","id":"1","message_id":"m","emoji":"👍","op":true}"#, "reaction", "op must be add or remove."),
            (#"{"type":"reaction","id":"1","message_id":"m","emoji":"👍","op":"toggle"}"#, "reaction", "op must be add or remove."),
            (#"{"type":"typing","id":"1"}"#, "typing", "typing must be true or false."),
            (#"{"type":"typing","id":"1","typing":"true"}"#, "typing", "typing must be true or false."),
            (#"{"type":"read","id":"1"}"#, "read", "seq must be a whole number of at least 0."),
            (#"{"type":"read","id":"1","seq":-1}"#, "read", "seq must be a whole number of at least 0."),
            (#"{"type":"read","id":"1","seq":1.5}"#, "read", "seq must be a whole number of at least 0."),
            (#"{"type":"read","id":"1","seq":"1"}"#, "read", "seq must be a whole number of at least 0."),
            (#"{"type":"read","id":"1","seq":9223372036854775808}"#, "read", "seq must be a whole number of at least 0."),
            (#"{"type":"history","id":"1","limit":0}"#, "history", "limit must be a whole number from 1 to 100."),
            (#"{"type":"history","id":"1","limit":101}"#, "history", "limit must be a whole number from 1 to 100."),
            (#"{"type":"history","id":"1","before":true}"#, "history", "before must be a whole number of at least 0."),
            (#"{"type":"history","id":"1","before":1,"after":2}"#, "history", "before and after exclude each other."),
            (#"{"type":"refresh","id":"1"}"#, "refresh", "token must be a string that is not empty."),
            (#"{"type":"refresh","id":"1","token":""}"#, "refresh", "token must be a string that is not empty."),
        ])
    func refusesFields(_ json: String, _ type: String, _ message: String) {
        #expect(throws: FrameError(code: .badFrame, message: message, id: "1", type: type)) { try decodeChat(json) }
    }

    @Test(
        "what is not one JSON object, or names a field twice, is a bad frame of type other",
        arguments: [
            "", " ", "null", "[]", #""type""#, "42", "{", #"{"type":"ping"}}"#, #"{"type":"ping"} x"#, #"{"type":"ping",}"#,
            #"{"type":"ping","type":"ping"}"#, #"{"type":"ping","t\u0079pe":"message"}"#, #"{"type":"ping","id":"a","id":"a"}"#,
            #"{"type":"message","content":"a","content":"b"}"#, #"{"type":"ping","x":"\ud800"}"#, "{\"type\":\"ping\",\"x\":\"\u{1}\"}",
            #"{"type":"stop","message_id":"m","message_id":"m"}"#, #"{"type":"message","attachments":["u",]}"#,
            #"{"type":"message","attachments":["u" "v"]}"#, #"{"type":"message","attachments":["u"}"#, #"{"type":"ping","x":01}"#,
            #"{"type":"ping","limit":null,"limit":1}"#,
        ])
    func refusesMalformed(_ json: String) {
        let error = #expect(throws: FrameError.self) { try decodeChat(json) }
        #expect(error?.code == .badFrame)
        #expect(error?.id == nil)
        #expect(error?.type == "other")
    }

    @Test("a frame nested deeper than 32 is a bad frame")
    func refusesDepth() {
        let json = #"{"type":"ping","x":"# + String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + "}"
        #expect(
            throws: FrameError(code: .badFrame, message: "The JSON nests deeper than 32.", id: nil, type: "other")
        ) { try decodeChat(json) }
    }

    @Test("a frame without a type, or with one that is no string, is a bad frame", arguments: ["", #""type":5,"#, #""type":null,"#])
    func refusesNoType(_ type: String) {
        #expect(
            throws: FrameError(code: .badFrame, message: "A frame needs a type, a string.", id: "1", type: "other")
        ) { try decodeChat("{" + type + #""id":"1"}"#) }
    }

    @Test(
        "a type that is not served is unknown and never becomes a label",
        arguments: ["dance", "reactions", "Edit", "remove", "subscribe", "new_message", "", "Ping", "ping ", "p\u{2028}"])
    func unknownTypes(_ type: String) {
        let expected = FrameError(
            code: .unknownType, message: "This socket does not serve this type.", id: "1", type: "other")
        #expect(throws: expected) { try decodeChat(#"{"type":""# + type + #"","id":"1","content":"x"}"#) }
    }

    @Test(
        "an id that is no string, empty or longer than 64 characters is refused and not echoed",
        arguments: [("5", "id must be a string."), ("[]", "id must be a string."), (#""""#, "id must have 1 to 64 characters.")]
            + [(65, "x"), (65, "é")].map { ("\"\(String(repeating: $1, count: $0))\"", "id must have 1 to 64 characters.") })
    func refusesIDs(_ id: String, _ message: String) {
        #expect(throws: FrameError(code: .badFrame, message: message, id: nil, type: "ping")) {
            try decodeChat(#"{"type":"ping","id":\#(id)}"#)
        }
        #expect(throws: FrameError(code: .unknownType, message: "This socket does not serve this type.", id: nil, type: "other")) {
            try decodeChat(#"{"type":"dance","id":\#(id)}"#)
        }
    }

    @Test("an id of 64 characters is accepted, however many bytes they take", arguments: ["x", "é", "😀"])
    func acceptsLongIDs(_ character: String) throws {
        let id = String(repeating: character, count: 64)
        #expect(try decodeChat(#"{"type":"ping","id":"\#(id)"}"#).id == id)
    }

    @Test("the label of every frame is in the closed set")
    func labels() {
        let frames: [ChatClientFrame] = [
            .message(ChatMessageDraft(content: "x")), .edit(messageID: "m", content: "x"), .delete(messageID: "m"),
            .reaction(messageID: "m", emoji: "👍", isAdded: true), .stop(messageID: "m"), .typing(true), .read(seq: 1),
            .history(before: nil, after: nil, limit: 1), .refresh(token: "t"), .ping,
        ]
        #expect(frames.map(\.type) + ["other"] == ChatClientFrame.types)
    }
}
