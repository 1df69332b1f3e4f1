/// A room and the longest that anything took in it in the last minute.
public struct SlowestRoom: Sendable, Equatable {
    public var id: String
    /// From the receipt of a message to its broadcast; nil without any.
    public var messageMilliseconds: Double?
    /// From a question to the end of its answer; nil without any.
    public var answerMilliseconds: Double?

    /// A room.
    public init(id: String, messageMilliseconds: Double? = nil, answerMilliseconds: Double? = nil) {
        self.id = id
        self.messageMilliseconds = messageMilliseconds
        self.answerMilliseconds = answerMilliseconds
    }
}
