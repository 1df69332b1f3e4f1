import Testing
import Wire

@testable import Sockets

@Suite("The label of a broadcast frame")
struct FrameTypeTests {
    @Test("is its type, for each type that a room is told")
    func known() {
        let answered: Set<String> = ["connection", "history", "ack", "refreshed", "pong", "error"]
        for type in ChatFrames.types where !answered.contains(type) {
            #expect(FrameType.label(of: Array(#"{"type":"\#(type)","x":1}"#.utf8)) == type)
        }
        #expect(FrameType.label(of: ChatFrames.messageChunk(messageID: "m", index: 0, delta: "x")) == "message_chunk")
    }

    @Test(
        "is other for what no type of the protocol is",
        arguments: ["", "{", #"{"type":"#, #"{"type":"x"}"#, #"{"type":"new_message"#, #"{"a":1,"type":"new_message"}"#])
    func other(_ text: String) {
        #expect(FrameType.label(of: Array(text.utf8)) == "other")
    }
}
