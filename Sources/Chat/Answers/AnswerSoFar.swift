/// An answer that is being generated, as far as its room was told: what a socket that comes late is given first.
public struct AnswerSoFar: Sendable, Equatable {
    /// The id that the answer's message will have.
    public var messageID: String
    /// The index of the last chunk that the room got.
    public var index: Int
    /// All chunks up to it, joined.
    public var text: String

    /// An answer so far.
    public init(messageID: String, index: Int, text: String) {
        self.messageID = messageID
        self.index = index
        self.text = text
    }
}
