/// An answer that somebody asked for, before anything came of it.
struct AskedAnswer: Sendable {
    /// The id that the answer's message will have.
    var id: String
    /// The message to answer.
    var questionID: String
    /// Its place in the room.
    var questionSeq: Int64
    /// Whether who asked may know how this server runs.
    var isByOperator: Bool
    /// Whether the operations assistant answers.
    var isForOperations: Bool
    /// The name of the model that is asked.
    var model: String
    /// When the question was committed, monotonic nanoseconds.
    var askedAt: Int64
}
