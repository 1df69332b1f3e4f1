/// A room and the longest that anything took in it lately.
public struct SlowRoom: Sendable, Equatable {
    /// The conversation's id.
    public var id: String
    /// From the receipt of a message to its broadcast, nanoseconds; 0 for none.
    public var messageNanoseconds: Int64
    /// From a question's commit to the end of its answer, nanoseconds; 0 for none.
    public var answerNanoseconds: Int64

    public init(id: String, messageNanoseconds: Int64, answerNanoseconds: Int64) {
        self.id = id
        self.messageNanoseconds = messageNanoseconds
        self.answerNanoseconds = answerNanoseconds
    }

    var longest: Int64 { max(messageNanoseconds, answerNanoseconds) }
}
