/// An answer that somebody asked for, before anything came of it.
struct AskedAnswer: Sendable {
    /// The id that the answer's message will have.
    var id: String
    /// The message to answer.
    var questionID: String
    /// Its place in the room; 0 before its commit.
    var questionSeq: Int64
    /// Who asked, as their token said then; nil when nobody is to be told anything any more.
    var asker: ChatUser?
    /// Whether the operations assistant answers.
    var isForOperations: Bool
    /// The name of the model that is asked.
    var model: String
    /// When the question was committed, monotonic nanoseconds; 0 before.
    var askedAt: Int64
}
