/// Told once: that the answer that was to be stopped has ended, or why it has not.
typealias StopCompletion = @Sendable (Result<Acknowledgement, ChatError>) -> Void

/// Who stopped an answer and wants to know when its end is stored.
struct AnswerStopper: Sendable {
    /// The frame, when it has an `id`: its repetition must be acknowledged in the same way for ever.
    var request: AnswerEnd.StopRequest?
    var completion: StopCompletion
}
