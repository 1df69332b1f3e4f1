/// What a message that is on its way into the store wants of the assistant.
struct AnswerWish: Sendable {
    /// Who is to answer.
    var addressee: Addressing.Addressee
    /// Whether a place is kept for the answer; none is once no answers are given any more.
    var hasPlace: Bool
}
