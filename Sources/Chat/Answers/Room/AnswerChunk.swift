import ChannelLayer
import Wire

/// A piece of an answer on its way to the room.
struct AnswerChunk: Sendable, Equatable {
    var messageID: String
    /// Counts the answer's chunks from 0 on.
    var index: Int
    var delta: String
    /// Counts the room's chunks from 1 on.
    var part: Int64

    /// The event that carries it.
    func event(for group: String) -> LayerEvent {
        LayerEvent(
            group: group, payload: ChatFrames.messageChunk(messageID: messageID, index: index, delta: delta), part: part,
            subjectID: messageID)
    }
}
