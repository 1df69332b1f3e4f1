/// How far an answer has come.
enum AnswerProgress: Int, Comparable {
    /// Nothing of it is there. Left for any other.
    case nothing
    /// There is something without text, such as a role. Left for `text` with text or a call, for `finished` with a reason.
    case working
    /// There is text, or a call. Left for `finished` with a reason, for `done` with the end of the stream.
    case text
    /// The reason is there; the usage may follow. Left for `done` with the end of the stream.
    case finished
    /// Nothing follows. Has no exits.
    case done

    static func < (first: Self, second: Self) -> Bool {
        first.rawValue < second.rawValue
    }
}
