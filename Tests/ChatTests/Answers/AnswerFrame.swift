import ChannelLayer

/// A frame about an answer, read by its plain members: the texts of these tests need no escapes.
struct AnswerFrame {
    var type: String
    /// The answer that it is about; nil for what users said and did.
    var answerID: String?
    var index = 0
    /// The delta of a chunk, the content of a message.
    var text = ""

    init(_ event: LayerEvent) {
        let frame = String(decoding: event.payload, as: UTF8.self)
        type = Self.member("type", of: frame) ?? ""
        switch type {
        case "message_chunk":
            answerID = Self.member("message_id", of: frame)
            index = Self.after(#""index":"#, in: frame).flatMap { Int($0.prefix { $0.isNumber }) } ?? -1
            text = Self.member("delta", of: frame) ?? ""
        case "new_message" where frame.contains(#""role":"assistant""#):
            answerID = Self.member("id", of: frame)
            text = Self.member("content", of: frame) ?? ""
        case "message_complete", "message_error":
            answerID = Self.member("message_id", of: frame)
        default:
            break
        }
    }

    private static func member(_ name: String, of frame: String) -> String? {
        after("\"\(name)\":\"", in: frame).map { String($0.prefix { $0 != "\"" }) }
    }

    private static func after(_ start: String, in frame: String) -> Substring? {
        frame.firstRange(of: start).map { frame[$0.upperBound...] }
    }
}
