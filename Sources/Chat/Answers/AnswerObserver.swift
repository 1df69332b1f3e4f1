import Wire

/// Is told of each answer when it has ended: the operation `answer` of the error rate.
///
/// Called from any thread, often the store's; it must neither block nor call back into `Chat`.
public protocol AnswerObserver: Sendable {
    /// An answer has ended: once for each that was asked for and not withdrawn, after its end was stored or given up.
    ///
    /// - Parameters:
    ///   - error: why it failed; nil when it is complete or was stopped.
    ///   - nanoseconds: from the question's commit to the end.
    ///   - messageID: the answer's message, for exemplars.
    func answerEnded(error: ErrorCode?, nanoseconds: Int64, messageID: String)
}
