/// What a message that is on its way into the store wants of the assistant. A reference, so that a message which wants no answer
/// carries no more than a nil.
final class AnswerWish: Sendable {
    /// The answer, but for what only the commit tells: the question's `seq`, and when that was.
    let asked: AskedAnswer
    /// Whether a place is kept for the answer; none is once no answers are given any more.
    let hasPlace: Bool

    init(_ asked: AskedAnswer, hasPlace: Bool) {
        self.asked = asked
        self.hasPlace = hasPlace
    }
}
